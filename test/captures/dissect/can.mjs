// SocketCAN: data, requests for it and errors, with short and long identifiers, and CAN FD.
import { bytes, u32 } from "./packets.mjs";

export const linkType = 227;
const frame = (id, length, ...rest) => bytes(u32(id), length, 0, 0, 0, rest);

export const packets = [
  frame(0x123, 4, "0x01020304"),
  frame(0x80000000 + 0x1234567, 8, "0x0102030405060708"),
  frame(0x40000123, 2, "0x0000"),
  frame(0x123, 0),
  frame(0x20000084, 8, "0x0001020304000607"),
  bytes(u32(0x321), 12, 0x05, 0, 0, Buffer.alloc(64, 7)),
];

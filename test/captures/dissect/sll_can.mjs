// CAN and CAN FD in Linux cooked captures: the identifier is in the order of the host, here little.
import { bytes, u16 } from "./packets.mjs";

export const linkType = 113;
const cooked = (type, ...rest) => bytes(u16(4), u16(280), u16(0), Buffer.alloc(8), u16(type), rest);

export const packets = [
  cooked(12, "0x23010000", 4, 0, 0, 0, "0x01020304", "0x00000000"),
  cooked(12, "0x67452381", 8, 0, 0, 0, "0x0102030405060708"),
  cooked(13, "0x23010000", 12, 4, 0, 0, Buffer.alloc(64, 7)),
  cooked(13, "0x23010080", 64, 1, 0, 0, Buffer.alloc(64, 7)),
];

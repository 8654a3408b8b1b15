// Bluetooth between a host and its controller, with directions: commands, the events that answer
// them, data. Parameters are not taken apart, nor are data.
import { bytes, u32 } from "./packets.mjs";

export const packetsOfHci = [
  [0, bytes(1, "0x0504", 13, Buffer.alloc(13))],
  [1, bytes(4, 0x0f, 4, 0, 1, "0x0504")],
  [0, bytes(1, "0x0310", 0)],
  [1, bytes(4, 0x0e, 12, 1, "0x0310", 0, Buffer.alloc(8))],
  [1, bytes(4, 0x05, 4, 0, "0x0100", 0x13)],
  [0, bytes(2, "0x0120", "0x0800", "0x0400", "0x0400", "data")],
  [1, bytes(3, "0x0100", 2, "xx")],
  [1, bytes(4, 0xf0, 1, 2)],
];

export const linkType = 201;
export const packets = packetsOfHci.map(([direction, packet]) => bytes(u32(direction), packet));

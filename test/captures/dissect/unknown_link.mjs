// IEEE 802.15.4, of which nothing is dissected: the row says at least which link type it is.
import { bytes } from "./packets.mjs";

export const linkType = 195;
export const packets = [
  bytes("0x6188", 1, "0x3412", "0xffff", "0x0100", "data", "0x0000"),
  bytes(2, 0, 1, 0, 0),
  bytes(),
];

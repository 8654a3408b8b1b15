// Marvell's switch tag behind the addresses of Ethernet. tshark does not know the link type.
import { ends, payloads } from "./dsa_brcm.mjs";
import { bytes, u32 } from "./packets.mjs";

export const tags = [0x01080007, 0x21186005, 0x41080007, 0x81081234, 0xc0586008, 0xe1086009];

export const oracle = false;
export const linkType = 284;
export const packets = [
  ...payloads.map((payload) => bytes(ends, u32(tags[0]), payload)),
  ...tags.map((tag) => bytes(ends, u32(tag), payloads[0])),
];

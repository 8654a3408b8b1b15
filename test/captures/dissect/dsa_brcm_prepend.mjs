// Broadcom's switch tag in front of Ethernet. tshark does not know the link type.
import { ends, payloads, tags } from "./dsa_brcm.mjs";
import { bytes, u32 } from "./packets.mjs";

export const oracle = false;
export const linkType = 282;
export const packets = [
  ...payloads.map((payload) => bytes(u32(tags[0]), ends, payload)),
  ...tags.map((tag) => bytes(u32(tag), ends, payloads[0])),
];

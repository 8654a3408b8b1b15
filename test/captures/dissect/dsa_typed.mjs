// Marvell's switch tag with an EtherType in front of it. tshark does not know the link type.
import { tags } from "./dsa.mjs";
import { ends, payloads } from "./dsa_brcm.mjs";
import { bytes, u16, u32 } from "./packets.mjs";

const typed = (type, tag, payload) => bytes(ends, u16(type), u16(0), u32(tag), payload);

export const oracle = false;
export const linkType = 285;
export const packets = [
  ...payloads.map((payload) => typed(0xdada, tags[0], payload)),
  ...tags.map((tag) => typed(0xdada, tag, payloads[0])),
  typed(0x9999, tags[0], payloads[0]),
];

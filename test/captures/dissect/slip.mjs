// SLIP, with the header of libpcap and without it. tshark does not dissect the link type.
import { bytes, ipv4, ipv6, udp } from "./packets.mjs";

const inside = ipv4(17, udp(40000, 9, "inside"));
const inside6 = ipv6(17, udp(40000, 9, "inside"));

export const oracle = false;
export const linkType = 8;
export const packets = [
  bytes(0, 0x40, Buffer.alloc(14), inside),
  bytes(1, 0x40, Buffer.alloc(14), inside6),
  inside,
  inside6,
  bytes(0, 0x80, Buffer.alloc(14), "neither"),
];

// OpenBSD's loopback: the family of addresses in network byte order.
import { bytes, ipv4, ipv6, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "loopback");

export const linkType = 108;
export const packets = [
  bytes("0x00000002", ipv4(17, datagram)),
  bytes("0x00000018", ipv6(17, datagram)),
  bytes("0x00000063", "no such family"),
];

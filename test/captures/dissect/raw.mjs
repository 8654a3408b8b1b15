// Raw IP, which has no link layer; and what is no IP. IPv4 in IPv6 and IPv6 in IPv4 inside.
import { bytes, ipv4, ipv6, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "raw");

export const linkType = 101;
export const packets = [
  ipv4(17, datagram),
  ipv6(17, datagram),
  ipv4(4, ipv4(17, datagram)),
  ipv4(41, ipv6(17, datagram)),
  ipv6(41, ipv6(17, datagram)),
  ipv6(4, ipv4(17, datagram)),
  bytes(0x25, "neither version"),
];

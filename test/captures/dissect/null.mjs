// BSD's loopback: the family of addresses in either byte order, in 16 bits, or an EtherType.
import { bytes, ipv4, ipv6, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "loopback");

export const linkType = 0;
export const packets = [
  bytes("0x02000000", ipv4(17, datagram)),
  bytes("0x00000002", ipv4(17, datagram)),
  bytes("0x00020000", ipv4(17, datagram)),
  bytes("0x18000000", ipv6(17, datagram)),
  bytes("0x1c000000", ipv6(17, datagram)),
  bytes("0x0000001e", ipv6(17, datagram)),
  bytes(u32(0x0800), ipv4(17, datagram)),
  bytes("0x07000000", "no such family"),
  bytes("0xff030021", ipv4(17, datagram)),
];

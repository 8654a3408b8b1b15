// ARCNET as Linux captures it: with an offset, and a number of the fragment but for RFC 1051.
import { bytes, ip4, ipv4, ipv6, u16, udp } from "./packets.mjs";

export const linkType = 129;
const frame = (protocol, ...rest) => bytes(1, 2, u16(0xe608), protocol, rest);
const inside = ipv4(17, udp(40000, 9, "token"));

export const packets = [
  frame(0xd4, 0, u16(1), inside),
  frame(
    0xd5,
    0,
    u16(2),
    u16(7),
    u16(0x0800),
    1,
    4,
    u16(1),
    1,
    ip4("192.0.2.1"),
    0,
    ip4("192.0.2.2"),
  ),
  frame(0xf0, inside),
  frame(0xc4, 0, u16(3), ipv6(17, udp(40000, 9, "token"))),
  frame(0x08, 0, u16(5), "0x0102"),
];

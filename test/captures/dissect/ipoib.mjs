// IP over InfiniBand: IP and ARP behind an address, with the route of a packet that was received.
import { bytes, ip4, ip6, ipv4, ipv6, u16, u24, u32, udp } from "./packets.mjs";

export const linkType = 242;
const to = bytes(0, u24(0x550), ip6("fe80::2"));
const frame = (type, ...rest) => bytes(Buffer.alloc(20), to, u16(type), u16(0), rest);
const address = (host) => bytes(0x80, u24(0x4f), ip6(`fe80::${host}`));
const route = bytes(u32(0x61200003), 0, u24(0x77), ip6("fe80::1"), ip6("fe80::2"));

export const packets = [
  frame(0x0800, ipv4(17, udp(40000, 9, "fabric"))),
  frame(0x86dd, ipv6(17, udp(40000, 9, "fabric"))),
  frame(
    0x0806,
    ...[u16(32), u16(0x0800), 20, 4, u16(1)],
    ...[address(1), ip4("192.0.2.1"), Buffer.alloc(20), ip4("192.0.2.2")],
  ),
  bytes(route, u16(0x0800), u16(0), ipv4(17, udp(40000, 9, "fabric"))),
];

// Cisco's HDLC: IP and CDP in it, and its own messages: addresses are asked for, lines kept alive.
import { bytes, ip4, ipv4, ipv6, u16, u32, udp } from "./packets.mjs";

export const linkType = 104;
const frame = (address, type, ...rest) => bytes(address, 0, u16(type), rest);

export const packets = [
  frame(0x0f, 0x0800, ipv4(17, udp(40000, 9, "line"))),
  frame(0x0f, 0x86dd, ipv6(17, udp(40000, 9, "line"))),
  frame(0x8f, 0x8035, u32(0), ip4("0.0.0.0"), ip4("0.0.0.0"), u16(0xffff)),
  frame(0x8f, 0x8035, u32(1), ip4("192.0.2.1"), ip4("255.255.255.0"), u16(0xffff)),
  frame(0x8f, 0x8035, u32(2), u32(5), u32(4), u16(0xffff)),
  frame(0x8f, 0x8035, u32(7), u32(5)),
  frame(0x0f, 0x1234, "unknown"),
];

// Frame relay: addresses of two to four bytes; what is in it after RFC 2427, and as in Cisco's HDLC.
import { bytes, ethernet, ipv4, ipv6, u16, u24, udp } from "./packets.mjs";

export const linkType = 107;
const short = bytes(0x18, 0x41); // 100
const marked = bytes(0x1a, 0x4f); // with all flags
const inside = ipv4(17, udp(40000, 9, "relay"));

export const packets = [
  bytes(short, u16(0x0800), inside),
  bytes(short, u16(0x86dd), ipv6(17, udp(40000, 9, "relay"))),
  bytes(marked, 0x03, 0xcc, inside),
  bytes(short, 0x03, 0x8e, ipv6(17, udp(40000, 9, "relay"))),
  bytes(short, 0x03, 0x00, 0x80, u24(0), u16(0x0800), inside),
  bytes(short, 0x03, 0x00, 0x80, u24(0x0080c2), u16(7), ethernet(0x0800, inside)),
  bytes(short, 0x03, 0x00, 0x80, u24(0x00000c), u16(0x1234), "0x0102"),
  bytes(short, 0x03, 0x08, "0x0102"),
  bytes(0x18, 0x40, 0x05, u16(0x0800), inside),
  bytes(0x18, 0x40, 0x04, 0x05, u16(0x0800), inside),
];

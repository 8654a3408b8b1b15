// Overlays: VXLAN-GPE, NSH (RFC 8300) with both kinds of metadata, ERSPAN of types I to III,
// NVGRE (RFC 7637), Teredo (RFC 4380) and the data packets of LISP (RFC 6830).
import { bytes, ethernet, ip4, ipv4, ipv6, there, u16, u24, u32, udp } from "./packets.mjs";

const inside = ipv4(17, udp(40000, 9, "inside"));
const inside6 = ipv6(17, udp(40000, 9, "inside"));
const frame = ethernet(0x0800, inside);
const gpe = (flags, next, ...rest) =>
  there(17, udp(40000, 4790, bytes(flags, u16(0), next, u24(100), 0, rest)));
const nsh = (first, words, type, next, ...rest) =>
  bytes(u16(first | (63 << 6) | words), type, next, u24(7), 255, rest);
const gre = (flags, type, ...rest) => there(47, bytes(u16(flags), u16(type), rest));
const teredo = (...rest) => there(17, udp(3544, 40000, bytes(rest)));
const origin = bytes(u16(0), u16(0xffff ^ 40000), ip4("63.255.253.254"));

export const packets = [
  gpe(0x0c, 1, inside),
  gpe(0x0c, 2, inside6),
  gpe(0x0c, 3, frame),
  gpe(0x0d, 4, nsh(0, 6, 1, 3, Buffer.alloc(16, 1), frame)),
  gpe(0x08, 0, "0x0102"),
  gpe(0x0c, 99, "0x0102"),
  ethernet(0x894f, nsh(0, 2, 2, 1, inside)),
  ethernet(0x894f, nsh(0x2000, 4, 2, 2, u16(0x0102), 3, 4, "0x01020304", inside6)),
  ethernet(0x894f, nsh(0, 5, 2, 3, u16(9), 1, 5, "0x0102030405", Buffer.alloc(3), frame)),
  ethernet(0x894f, nsh(0, 6, 1, 5, Buffer.alloc(16, 1), u32(0x00010140), inside)),
  ethernet(0x894f, nsh(0, 1, 1, 3, frame)),
  ethernet(0x894f, nsh(0, 2, 2, 4, nsh(0, 2, 2, 1, inside))),
  gre(0x0000, 0x88be, frame),
  gre(0x1000, 0x88be, u32(1), u16(0x1064), u16(0x2c07), u32(0x00500003), frame),
  gre(0x1000, 0x22eb, u32(2), u16(0x2064), u16(0xe407), u32(123456), u16(9), u16(0x8008), frame),
  gre(
    ...[0x1000, 0x22eb, u32(3), u16(0x2064), u16(0x0007), u32(123456), u16(9), u16(0x8001)],
    ...[u32(0x0c000005), u32(0x00000006), frame],
  ),
  gre(0x2000, 0x6558, u24(0x123456), 7, frame),
  teredo(inside6),
  teredo(origin, inside6),
  teredo(u16(1), 0, 0, Buffer.alloc(8, 9), 0, inside6),
  teredo(u16(1), 2, 3, "0x0102", "0x030405", Buffer.alloc(8, 9), 1, origin, inside6),
  teredo(u16(7), "0x0102"),
  there(17, udp(40000, 4341, bytes(0xc0, u24(0x123456), u32(1), inside))),
  there(17, udp(40000, 4341, bytes(0x08, u24(0), u24(9), 3, inside6))),
  there(17, udp(40000, 4341, bytes(0x10, u24(0x001002), u32(1), inside))),
];

// Routing: OSPF of versions 2 and 3, its header and hellos; BGP's messages, several in a segment.
import {
  back,
  bytes,
  checked,
  ethernet,
  ip4,
  ipv4,
  ipv6,
  tcp,
  there,
  u16,
  u32,
} from "./packets.mjs";

const router = ip4("192.0.2.1");
const ospf = (type, ...parts) => {
  const inside = bytes(parts);
  const head = bytes(2, type, u16(24 + inside.length), router, ip4("0.0.0.0"));
  const zero = bytes(head, u16(0), u16(0), inside);
  const checksum = checked(zero[0], zero[1], zero.subarray(2)).readUInt16BE(2);
  return ethernet(0x0800, ipv4(89, bytes(head, u16(checksum), u16(0), Buffer.alloc(8), inside)));
};
const ospf3 = (type, ...parts) => {
  const inside = bytes(parts);
  const head = bytes(3, type, u16(16 + inside.length), router, ip4("0.0.0.0"), u16(0), 0, 0);
  return ethernet(0x86dd, ipv6(89, bytes(head, inside)));
};
const hello = bytes(
  ip4("255.255.255.0"),
  u16(10),
  2,
  1,
  u32(40),
  ip4("192.0.2.1"),
  ip4("192.0.2.2"),
  ip4("198.51.100.2"),
);
const hello3 = bytes(u32(5), 1, 0, 0, 0x13, u16(10), u16(40), router, ip4("0.0.0.0"));

const bgp = (type, ...parts) => {
  const inside = bytes(parts);
  return bytes(Buffer.alloc(16, 255), u16(19 + inside.length), type, inside);
};
const open = bgp(1, 4, u16(64500), u16(180), router, 8, 2, 6, "0x010400010001");
const update = bgp(
  2,
  u16(4),
  "0x18c00002",
  u16(18),
  "0x40010100",
  "0x4002040201fbf4",
  "0x400304c0000201",
  "0x18cb0071",
);
let port = 50000;
const segment = (...messages) => there(6, tcp(port++, 179, bytes(messages)));

export const packets = [
  ospf(1, hello),
  ospf(2, u16(1500), 2, 7, u32(1)),
  ospf(3, u32(1), router, router),
  ospf(4, u32(0)),
  ospf(5, Buffer.alloc(20)),
  ospf3(1, hello3),
  ospf3(2, Buffer.alloc(12)),
  segment(open),
  segment(bgp(4)),
  segment(update, bgp(4)),
  back(6, tcp(179, 40000, bgp(3, 6, 2, "bye"))),
  segment(bgp(5, u16(1), 0, 1)),
  segment(bgp(2, u16(0), u16(0))),
  segment(update.subarray(0, 25)),
  segment("not a marker"),
];

// Packets inside of packets: GRE around 802.11 (Aruba), GRE in UDP (RFC 8086), TZSP, CAPWAP
// (RFC 5415), AYIYA, L2TPv3 (RFC 3931), IPComp (RFC 3173), EtherIP (RFC 3378), Ethernet as a next
// header, GTP around Ethernet and IPv6. Of 802.11 in CAPWAP tshark turns the frame control round,
// whatever it is; inflates what IPComp compressed; GTP with a tagged packet is bytes to it.
import {
  bytes,
  client,
  ethernet,
  ipv4,
  ipv6,
  mac,
  server,
  there,
  there6,
  u16,
  u24,
  u32,
  udp,
} from "./packets.mjs";

const ends = { from: "192.0.2.17", to: "192.0.2.18" };
const inside = ipv4(17, udp(40000, 9, "inside"), ends);
const inside6 = ipv6(17, udp(40000, 9, "inside"));
const frame = ethernet(0x0800, inside);
const wlan = (subtype, ...more) => radio((subtype << 4) | 8, 1, bytes(more));
// Cisco's: the two bytes of the frame control the other way round.
const swapped = (subtype, ...more) => radio(1, (subtype << 4) | 8, bytes(more));
const radio = (first, second, more) =>
  bytes(
    ...[first, second, "0x2c00", mac(server.mac), mac(client.mac), mac(server.mac)],
    ...["0x4006", more, "0xaaaa03000000", u16(0x0800), inside],
  );
const gre = (type, ...rest) => there(47, bytes(u16(0), u16(type), rest));
const at = (port, ...rest) => there(17, udp(50000, port, bytes(rest)));
const tzsp = (type, encap, ...rest) => at(37008, 1, type, u16(encap), bytes(rest));
const capwap = (words, flags, ...rest) =>
  bytes(0, u24(((2 + words) << 19) | (1 << 14) | (1 << 9) | flags), u16(0), u16(0), rest);
const control = (type, sequence, ...elements) => {
  const all = bytes(elements);
  return at(5246, capwap(0, 0), u32(type), sequence, u16(all.length + 3), 0, all);
};
const element = (type, ...value) => bytes(u16(type), u16(bytes(value).length), value);
const ayiya = (first, next, ...rest) =>
  at(5072, u16(first), 0x21, next, u32(1700000000), bytes(rest));
const gtp = (flags, ...rest) =>
  there(17, udp(2152, 2152, bytes(flags, 255, u16(bytes(rest).length), u32(0x1001), rest)));

export const packets = [
  gre(0x8200, wlan(0)),
  gre(0x8210, wlan(8, u16(0))),
  gre(0x8370, wlan(0)),
  gre(0x8201, wlan(0)),
  gre(0x9000, wlan(0)),
  gre(0x8909, bytes(1, 1, u16(1), u16(9), u16(0x0800), inside)),
  gre(0x2000, bytes(2, 180, u16(0), u16(1), u16(5), "x")),
  at(4754, u16(0), u16(0x0800), inside),
  at(4754, u16(0x2000), u16(0x6558), u32(7), frame),
  at(4754, u16(0), u16(0x86dd), inside6),
  tzsp(0, 1, 1, frame),
  tzsp(0, 18, 0, 10, 1, 0xc4, 12, 1, 4, 18, 1, 6, 1, wlan(0)),
  tzsp(
    0,
    1,
    41,
    2,
    u16(frame.length),
    60,
    6,
    mac(client.mac),
    13,
    4,
    u32(5),
    200,
    3,
    "abc",
    1,
    frame,
  ),
  tzsp(2, 1, 1),
  tzsp(4, 0),
  tzsp(3, 1, 60, 6, mac(client.mac), 1),
  tzsp(1, 1, 1, frame),

  tzsp(0, 7, 1, inside),
  tzsp(0, 0, 1, "0x0102"),
  at(5247, capwap(0, 0), frame),
  at(5247, capwap(0, 0x100), wlan(0)),
  at(5247, capwap(0, 0x100), swapped(0)),
  at(5247, capwap(2, 0x110), 6, mac(client.mac), 0, swapped(0)),
  at(5247, capwap(2, 0x120), 4, 0xc4, 20, u16(540), 0, 0, 0, swapped(8, u16(0))),
  at(5247, capwap(4, 0x130), 6, mac(client.mac), 0, 4, 0xc4, 20, u16(540), 0, 0, 0, swapped(0)),
  at(
    5247,
    capwap(0, 0x100),
    0,
    0x80,
    u16(0),
    Buffer.alloc(6, 255),
    mac(server.mac),
    mac(server.mac),
    u16(0),
    Buffer.alloc(8),
    "0x64000100",
    0,
    3,
    "net",
  ),
  at(5247, capwap(0, 0x008), u16(20), element(35, "session identity")),
  at(5247, 1, u24(0), "0x15fefd000000000000000100020228"),
  at(5247, capwap(0, 0x080), "first half"),
  control(1, 0, element(20, 1), element(1048, 1, u32(3))),
  control(3, 1, element(45, "access point")),
  at(5246, 1, u24(0), "0x15fefd000000000000000100020228"),
  ayiya(0x4152, 41, Buffer.alloc(16, 9), Buffer.alloc(20, 7), inside6),
  ayiya(0x4152, 4, Buffer.alloc(16, 9), Buffer.alloc(20, 7), inside),
  ayiya(0x0000, 59),
  there(115, bytes(u32(0x1001), frame)),
  there(115, bytes(u32(0x1001), u32(0), frame)),
  there(115, bytes(u32(0x1001), inside)),
  there(115, bytes(u32(0x1001), "0xff030021", inside)),
  there(
    115,
    bytes(
      u32(0),
      u16(0xc803),
      u16(20),
      u32(1),
      u16(0),
      u16(0),
      u16(0x8008),
      u16(0),
      u16(0),
      u16(1),
    ),
  ),
  there(115, bytes(u32(0), u16(0xc803), u16(12), u32(1), u16(2), u16(2))),
  at(1701, u16(0x0003), u16(0), u32(0x1001), frame),
  at(1701, u16(0xc803), u16(20), u32(1), u16(0), u16(0), u16(0x8008), u16(0), u16(0), u16(6)),
  there(108, bytes(4, 0, u16(2), "0x0b3bc82c")),
  there6(108, bytes(17, 0, u16(0x1234), "0x0b3bc82c")),
  there(97, bytes(u16(0x3000), frame)),
  there(143, frame),
  there6(143, frame),
  there(137, bytes(u32(0x00064140), inside)),
  gtp(0x30, frame),
  gtp(0x30, inside6),
  gtp(0x34, u16(0), 0, 0x85, 1, 0x10, 9, 0, frame),
  gtp(0x34, u16(0), 0, 0x85, 1, 0x10, 9, 0, inside6),
  gtp(
    0x30,
    ethernet(0x8100, bytes(u16(7), u16(0x0800), inside), {
      to: { mac: "42:00:00:00:00:01" },
    }),
  ),
  gtp(0x30, "0x0102030405"),
];

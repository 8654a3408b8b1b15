// IGMP in its three versions, GRE, ESP, AH, MPLS and what it carries, IP in IP, VXLAN, GENEVE.
// tshark names IGMP twice in its stack. It guesses what is under the last MPLS label by the makers
// of addresses; we guess by EtherType, and are right about the pseudo-wires here.
import {
  bytes,
  checked,
  client,
  ethernet,
  ip4,
  ipv4,
  ipv6,
  server,
  there,
  there6,
  u16,
  u24,
  u32,
  udp,
} from "./packets.mjs";

const datagram = udp(40000, 9, "inside");
const group = "233.252.0.1";
const igmp = (type, code, ...rest) =>
  ethernet(
    0x0800,
    ipv4(2, checked(type, code, bytes(rest)), {
      to: group,
      ttl: 1,
      extra: bytes("0x94040000"),
    }),
  );
const record = (type, address, sources = [], extra = []) =>
  bytes(type, extra.length / 4, u16(sources.length), ip4(address), sources.map(ip4), extra);
const gre = (flags, type, ...rest) => there(47, bytes(u16(flags), u16(type), rest));
const label = (value, bottom, ttl = 64, bits = 0) =>
  u32(value * 4096 + bits * 512 + (bottom ? 256 : 0) + ttl);
const mpls = (...rest) => ethernet(0x8847, bytes(rest));
const inner = ethernet(0x0800, ipv4(17, datagram));
const vxlan = (flags, policy, vni, payload) =>
  there(17, udp(50000, 4789, bytes(u16(flags), u16(policy), u24(vni), 0, payload)));
const geneve = (flags, type, options, payload) =>
  there(
    17,
    udp(50000, 6081, bytes(options.length / 4, flags, u16(type), u24(77), 0, options, payload)),
  );

export const packets = [
  igmp(0x11, 100, ip4("0.0.0.0")),
  igmp(0x11, 100, ip4(group)),
  igmp(0x11, 0, ip4("0.0.0.0")),
  igmp(0x12, 0, ip4(group)),
  igmp(0x16, 0, ip4(group)),
  igmp(0x17, 0, ip4(group)),
  igmp(0x11, 100, ip4("0.0.0.0"), 0x0a, 125, u16(0)),
  igmp(0x11, 0x8f, ip4(group), 2, 0x8f, u16(2), ip4(client.ip4), ip4(server.ip4)),
  igmp(0x22, 0, u16(0), u16(1), record(4, group)),
  igmp(0x22, 0, u16(0), u16(2), record(3, group), record(1, "233.252.0.2", [client.ip4])),
  igmp(0x22, 0, u16(0), u16(1), record(2, group, [client.ip4, server.ip4])),
  igmp(0x22, 0, u16(0), u16(1), record(5, group, [client.ip4, server.ip4])),
  igmp(0x22, 0, u16(0), u16(1), record(6, group, [client.ip4], bytes("auxiliar"))),
  igmp(0x22, 0, u16(0), u16(1), record(9, group)),
  igmp(0x99, 0, u32(0)),
  gre(0, 0x0800, ipv4(17, datagram)),
  gre(0, 0x86dd, ipv6(17, datagram)),
  gre(0xb000, 0x0800, u16(0x1234), u16(0), u32(42), u32(7), ipv4(17, datagram)),
  gre(0x2000, 0x6558, u32(42), inner),
  gre(0x3001, 0x880b, u16(36 + 4), u16(9), u32(1), "0xff030021", ipv4(17, datagram)),
  gre(0x2081, 0x880b, u16(0), u16(9), u32(1)),
  gre(0x3081, 0x880b, u16(38), u16(9), u32(2), u32(1), "0x21", ipv4(17, datagram)),
  gre(0x4000, 0x0800, u16(0), u16(0), u16(2), 0, 4, ip4(server.ip4), u32(0), ipv4(17, datagram)),
  gre(0, 0x8847, label(16, true), ipv4(17, datagram)),
  gre(0, 0x4321, "unknown"),
  there(50, bytes(u32(0x1001), u32(5), Buffer.alloc(32, 0xa5))),
  there6(50, bytes(u32(0x1002), u32(6), Buffer.alloc(32, 0xa5))),
  there(17, udp(4500, 4500, bytes(u32(0x1003), u32(7), Buffer.alloc(32, 0xa5)))),
  there(17, udp(4500, 4500, "0xff")),
  there(51, (a) =>
    bytes(17, 4, u16(0), u32(0x2001), u32(8), Buffer.alloc(12, 0x5a), datagram(a, 17)),
  ),
  mpls(label(16, true, 63, 3), ipv4(17, datagram)),
  mpls(label(100, false), label(2, true), ipv6(17, datagram)),
  mpls(label(0, true), ipv4(17, datagram)),
  mpls(label(200, true), inner),
  mpls(label(200, true), u32(0), inner),
  mpls(label(3, true), ipv4(17, datagram)),
  ethernet(0x8848, bytes(label(17, true), ipv4(17, datagram))),
  there(137, bytes(label(18, true), ipv4(17, datagram))),
  vxlan(0x0800, 0, 100, inner),
  vxlan(0x8848, 77, 100, inner),
  geneve(0, 0x6558, [], inner),
  geneve(0, 0x0800, [], ipv4(17, datagram)),
  geneve(0x40, 0x6558, bytes(u16(0x0101), 0x81, 2, "8 octets", u16(0x0102), 2, 0), inner),
  geneve(0x80, 0x86dd, [], ipv6(17, datagram)),
  there(4, ipv4(17, datagram)),
  there(41, ipv6(17, datagram)),
  ethernet(0x9000, bytes("0x00000100", "0x0100", "loopback test", Buffer.alloc(27))),
  ethernet(
    0x0842,
    bytes(Buffer.alloc(6, 255), Buffer.alloc(96, Buffer.from("020000000002", "hex"))),
  ),
  there(
    17,
    udp(
      40000,
      9,
      bytes(Buffer.alloc(6, 255), Buffer.alloc(96, Buffer.from("020000000002", "hex")), "secret"),
    ),
  ),
];

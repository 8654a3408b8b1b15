// ICMPv6: errors, echoes, neighbour and router discovery with their options, MLD.
// Info of echoes differs: tshark's says the hop limit and which packet is the answer.
import {
  bytes,
  client,
  ethernet,
  icmpv6,
  ip6,
  ipv6,
  mac,
  server,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const host = "fe80::1";
const router = "fe80::2";
const from = (type, code, payload, { source = host, to = "ff02::1", hops = 255 } = {}) =>
  ethernet(0x86dd, ipv6(58, icmpv6(type, code, bytes(payload)), { from: source, to, hops }));
const sent = (type, code, ...payload) => from(type, code, payload);
const listener = (type, code, ...payload) =>
  ethernet(
    0x86dd,
    ipv6(
      0,
      (addresses) => bytes(58, 0, "0x050200000100", icmpv6(type, code, payload)(addresses, 58)),
      { from: host, to: "ff02::16", hops: 1 },
    ),
  );
const quoted = ipv6(17, udp(40000, 9, "unwelcome"));

const linkAddress = (type, address) => bytes(type, 1, mac(address));
const prefix = bytes(3, 4, 64, 0xe0, u32(86400), u32(14400), u32(0), ip6("2001:db8::"));
const mtu = bytes(5, 1, u16(0), u32(1500));
const route = bytes(24, 2, 48, 0x08, u32(1800), ip6("2001:db8:1::").subarray(0, 8));
const longRoute = bytes(24, 3, 128, 0x18, u32(1800), ip6("2001:db8:2::1"));
const shortRoute = bytes(24, 1, 0, 0x18, u32(0xffffffff));
const servers = bytes(25, 5, u16(0), u32(600), ip6("2001:db8::53"), ip6("2001:db8::54"));
const name = (text) =>
  bytes(
    text.split(".").map((part) => bytes(part.length, part)),
    0,
  );
const searched = (...names) => {
  const list = bytes(names.map(name));
  const padding = Buffer.alloc((8 - (list.length % 8)) % 8);
  return bytes(31, 1 + (list.length + padding.length) / 8, u16(0), u32(600), list, padding);
};
const portalText = "https://portal.example/";
const portal = bytes(37, 4, portalText, Buffer.alloc(30 - portalText.length));
const advertisement = (flags, ...options) =>
  sent(134, 0, 64, flags, u16(1800), u32(30000), u32(1000), ...options);

const group = "ff02::fb";
const record = (type, address, sources = [], extra = []) =>
  bytes(type, extra.length / 4, u16(sources.length), ip6(address), sources.map(ip6), extra);

export const packets = [
  sent(1, 0, u32(0), quoted),
  sent(1, 1, u32(0), quoted),
  sent(1, 3, u32(0), quoted),
  sent(1, 4, u32(0), quoted),
  sent(1, 6, u32(0), quoted.subarray(0, 44)),
  sent(2, 0, u32(1280), quoted),
  sent(3, 0, u32(0), quoted),
  sent(3, 1, u32(0), quoted),
  sent(4, 0, u32(40), quoted),
  sent(4, 1, u32(6), quoted),
  from(128, 0, bytes(u16(7), u16(1), "abcdefgh"), { source: client.ip6, to: server.ip6, hops: 64 }),
  from(129, 0, bytes(u16(7), u16(1), "abcdefgh"), { source: server.ip6, to: client.ip6, hops: 63 }),
  sent(133, 0, u32(0)),
  sent(133, 0, u32(0), linkAddress(1, client.mac)),
  advertisement(0xc8, linkAddress(1, server.mac), mtu, prefix),
  advertisement(0x18, route, longRoute, shortRoute, servers),
  advertisement(0x60, searched("example.com", "lab.example"), portal),
  advertisement(0, bytes(7, 1, u16(0), u32(7000)), bytes(8, 1, u16(0), u16(1), u16(1800))),
  advertisement(
    0,
    bytes(26, 1, "0x800000000000"),
    bytes(38, 2, u16(0x0258), "0x0064ff9b0000000000000000"),
  ),
  advertisement(0, bytes(14, 1, "0x010203040506")),
  advertisement(0, bytes(253, 1, "0x010203040506")),
  sent(135, 0, u32(0), ip6(server.ip6), linkAddress(1, client.mac)),
  sent(135, 0, u32(0), ip6(server.ip6)),
  sent(136, 0, u32(0xe0000000), ip6(server.ip6), linkAddress(2, server.mac)),
  sent(136, 0, u32(0x60000000), ip6(server.ip6), linkAddress(2, server.mac)),
  sent(136, 0, u32(0x40000000), ip6(server.ip6)),
  sent(136, 0, u32(0), ip6(server.ip6)),
  from(137, 0, bytes(u32(0), ip6(router), ip6(server.ip6), linkAddress(2, server.mac)), {
    source: router,
    to: client.ip6,
  }),
  sent(
    137,
    0,
    u32(0),
    ip6(router),
    ip6(server.ip6),
    4,
    9,
    Buffer.alloc(6),
    quoted,
    Buffer.alloc(7),
  ),
  listener(130, 0, u16(10000), u16(0), ip6("::")),
  listener(130, 0, u16(10000), u16(0), ip6(group)),
  listener(131, 0, u16(0), u16(0), ip6(group)),
  listener(132, 0, u16(0), u16(0), ip6(group)),
  listener(130, 0, u16(10000), u16(0), ip6("::"), 0x0a, 125, u16(0)),
  listener(130, 0, u16(0x9000), u16(0), ip6(group), 2, 0x8f, u16(1), ip6(client.ip6)),
  listener(143, 0, u16(0), u16(2), record(4, group), record(3, group, [client.ip6, server.ip6])),
  listener(143, 0, u16(0), u16(1), record(6, group, [client.ip6], bytes("extraext"))),
  sent(152, 0),
  sent(200, 0, u32(0), "for experiments"),
  sent(135, 0, u32(0), ip6(server.ip6), bytes(1, 0, mac(client.mac))),
  sent(135, 0, u32(0), ip6(server.ip6), bytes(1, 9, mac(client.mac))),
];

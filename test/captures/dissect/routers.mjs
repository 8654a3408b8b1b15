// What routers say to each other: VRRP 2 and 3 (RFC 3768, 5798), HSRP 1 and 2 (RFC 2281), EIGRP
// (RFC 7868); and transports besides TCP and UDP: DCCP (RFC 4340), whose sequence numbers
// tshark counts from the first, and PGM (RFC 3208).
import {
  bytes,
  client,
  ethernet,
  ip4,
  ip6,
  ipv4,
  ipv6,
  mac,
  there,
  there6,
  u16,
  u32,
  udp,
} from "./packets.mjs";

const sum = (data) => {
  const even = data.length % 2 ? bytes(data, 0) : data;
  let total = 0;
  for (let i = 0; i < even.length; i += 2) total += even.readUInt16BE(i);
  while (total > 0xffff) total = (total & 0xffff) + (total >>> 16);
  return ~total & 0xffff;
};
const pseudo = (addresses, protocol, length) =>
  addresses.length === 8
    ? bytes(addresses, 0, protocol, u16(length))
    : bytes(addresses, u32(length), 0, 0, 0, protocol);
// With its checksum at `at`.
const summed = (at, data, before = []) => {
  const whole = bytes(data);
  whole.writeUInt16BE(sum(bytes(before, whole)), at);
  return whole;
};
const vrrp2 = (priority, type, auth, ...rest) =>
  there(
    112,
    summed(
      6,
      bytes(0x21, 1, priority, bytes(rest).length / 4, type, auth, u16(0), rest, Buffer.alloc(8)),
    ),
  );
const vrrp3 =
  (priority, count, interval, ...rest) =>
  (addresses, protocol) => {
    const data = bytes(0x31, 9, priority, count, u16(interval), u16(0), rest);
    return summed(6, data, pseudo(addresses, protocol, data.length));
  };
const group = (address, payload) => ethernet(0x0800, ipv4(17, payload, { to: address, ttl: 1 }));
const hsrp1 = (op, state, ...rest) =>
  group(
    "224.0.0.2",
    udp(
      1985,
      1985,
      bytes(0, op, state, 3, 10, 110, 1, 0, "cisco", Buffer.alloc(3), ip4("192.0.2.254"), rest),
    ),
  );
const tlv = (type, ...value) => bytes(type, bytes(value).length, value);
const state2 = (op, state, version, group, address) =>
  tlv(
    1,
    2,
    op,
    state,
    version,
    u16(group),
    mac(client.mac),
    u32(100),
    u32(3000),
    u32(10000),
    address,
    Buffer.alloc(16 - bytes(address).length),
  );
const hsrp2 = (...tlvs) => group("224.0.0.102", udp(1985, 1985, bytes(tlvs)));
const eigrp = (opcode, flags, ...tlvs) =>
  there(
    88,
    summed(2, bytes(2, opcode, u16(0), u32(flags), u32(1), u32(0), u16(0), u16(100), tlvs)),
  );
const etlv = (type, ...value) => bytes(u16(type), u16(4 + bytes(value).length), value);
const dccp =
  (type, x, ...rest) =>
  (addresses, protocol) => {
    const sequence = x ? bytes(0, u16(0), u32(77)) : bytes(u16(0), 77);
    const body = bytes(rest);
    const header = 8 + (x ? 8 : 4);
    const size = {
      0: 4,
      1: 12,
      2: 0,
      3: 8,
      4: 8,
      5: 8,
      6: 8,
      7: 12,
      8: 8,
      9: 8,
    }[type];
    const offset = (header + (type === 2 ? 0 : x ? size : 4)) / 4;
    const data = bytes(
      u16(5001),
      u16(5002),
      offset,
      0,
      u16(0),
      (type << 1) | x,
      x ? bytes(0, u16(0), u32(77)) : sequence,
      body,
    );
    return summed(6, data, pseudo(addresses, protocol, data.length));
  };
const ack = bytes(u16(0), u16(0), u32(76));
const pgm = (type, options, ...rest) => {
  const data = bytes(rest);
  return there(
    113,
    summed(
      6,
      bytes(u16(7500), u16(7501), type, options, u16(0), "0xc00002010203", u16(data.length), data),
    ),
  );
};
const to = (address) => ({ to: address, ttl: 255 });

export const packets = [
  vrrp2(100, 0, 1, ip4("192.0.2.254")),
  vrrp2(255, 0, 1, ip4("192.0.2.254"), ip4("192.0.2.253")),
  vrrp2(0, 0, 1, ip4("192.0.2.254")),
  there(112, summed(6, bytes(0x21, 1, 100, 1, 1, 1, u16(0), ip4("192.0.2.254"), "password"))),
  there(112, summed(6, bytes(0x22, 1, 100, 0, 0, 1, u16(0)))),
  ethernet(0x0800, ipv4(112, vrrp3(100, 1, 100, ip4("192.0.2.254")), to("224.0.0.18"))),
  ethernet(
    0x86dd,
    ipv6(112, vrrp3(200, 2, 50, ip6("fe80::1"), ip6("2001:db8::254")), {
      hops: 255,
    }),
  ),
  ethernet(0x0800, ipv4(112, bytes(0x41, 9, 1, 0, u16(100), u16(0)), to("224.0.0.18"))),
  hsrp1(0, 16),
  hsrp1(1, 4),
  hsrp1(2, 8),
  group("224.0.0.2", udp(1985, 1985, bytes(0, 3, u16(1), u16(10), 2, 0, u16(2), u16(3), u32(0)))),
  hsrp2(state2(0, 6, 4, 5, ip4("192.0.2.254"))),
  hsrp2(state2(1, 5, 6, 5, ip6("fe80::5")), tlv(3, "secret", Buffer.alloc(2))),
  hsrp2(tlv(2, u16(1), u16(2))),
  hsrp2(
    state2(0, 6, 4, 5, ip4("192.0.2.254")),
    tlv(4, 1, 0, u16(0), ip4("192.0.2.1"), u32(1), Buffer.alloc(16, 5)),
  ),
  there6(17, udp(2029, 2029, bytes(state2(0, 6, 6, 9, ip6("fe80::5"))))),
  eigrp(5, 0, etlv(1, 1, 0, 1, 0, 0, 0, u16(15)), etlv(4, 12, 4, 1, 2)),
  eigrp(
    1,
    1,
    etlv(0x0102, ip4("0.0.0.0"), u32(25600), u32(256), 0, 5, 220, 0, 255, 1, 0, 0, 24, 192, 0, 2),
  ),
  eigrp(5, 0),
  eigrp(3, 0),
  eigrp(4, 2),
  ethernet(0x0800, ipv4(33, dccp(0, 1, u32(0x64697363)))),
  ethernet(0x0800, ipv4(33, dccp(1, 1, ack, u32(0x64697363)))),
  ethernet(0x0800, ipv4(33, dccp(2, 1, "datagram"))),
  ethernet(0x0800, ipv4(33, dccp(3, 1, ack))),
  ethernet(0x0800, ipv4(33, dccp(4, 1, ack, "datagram"))),
  ethernet(0x0800, ipv4(33, dccp(7, 1, ack, u32(0x01000000)))),
  ethernet(0x0800, ipv4(33, dccp(4, 0, 0, 0, 0, 76, "short"))),
  ethernet(0x86dd, ipv6(33, dccp(2, 0, "datagram"))),
  ethernet(0x0800, ipv4(33, dccp(5, 1, ack))),
  ethernet(0x0800, ipv4(33, dccp(8, 1, ack))),
  pgm(0, 0, u32(1), u32(2), u32(3), u16(1), u16(0), ip4("192.0.2.1")),
  pgm(4, 0, u32(5), u32(1), "payload"),
  pgm(5, 0, u32(5), u32(1), "repair"),
  pgm(8, 0, u32(5), u16(1), u16(0), ip4("192.0.2.1"), u16(1), u16(0), ip4("224.0.1.1")),
  pgm(10, 0, u32(5), u16(1), u16(0), ip4("192.0.2.1"), u16(1), u16(0), ip4("224.0.1.1")),
];

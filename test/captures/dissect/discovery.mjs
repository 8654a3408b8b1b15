// Neighbours that make themselves known: LLDP with the TLVs of IEEE 802.1, 802.3 and MED, CDP.
import { bytes, client, ethernet, ip4, ip6, mac, server, u16, u24, u32 } from "./packets.mjs";

const lldp = (...tlvs) => ethernet(0x88cc, bytes(tlvs), { to: { mac: "01:80:c2:00:00:0e" } });
const tlv = (type, ...value) => {
  const inside = bytes(value);
  return bytes(u16((type << 9) | inside.length), inside);
};
const own = (oui, subtype, ...value) => tlv(127, oui, subtype, bytes(value));
const of1 = (...rest) => own("0x0080c2", ...rest);
const of3 = (...rest) => own("0x00120f", ...rest);
const med = (...rest) => own("0x0012bb", ...rest);
const end = tlv(0);
const chassis = tlv(1, 4, mac(client.mac));
const port = tlv(2, 5, "eth0");
const ttl = tlv(3, u16(120));

const cdp = (version, ...tlvs) => {
  const head = bytes(version, 180);
  const inside = bytes(tlvs);
  const even = inside.length % 2 ? bytes(inside, 0) : inside;
  let sum = head.readUInt16BE(0);
  for (let i = 0; i < even.length; i += 2) sum += even.readUInt16BE(i);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  const message = bytes("0xaaaa03", "0x00000c", u16(0x2000), head, u16(~sum & 0xffff), inside);
  return ethernet(message.length, message, { to: { mac: "01:00:0c:cc:cc:cc" } });
};
const field = (type, ...value) => {
  const inside = bytes(value);
  return bytes(u16(type), u16(4 + inside.length), inside);
};
const address4 = (text) => bytes(1, 1, 0xcc, u16(4), ip4(text));
const address6 = (text) => bytes(2, 8, "0xaaaa0300000086dd", u16(16), ip6(text));

export const packets = [
  lldp(chassis, port, ttl, end),
  lldp(
    chassis,
    port,
    ttl,
    tlv(4, "uplink"),
    tlv(5, "switch-1"),
    tlv(6, "a switch, version 1"),
    tlv(7, u16(0x0014), u16(0x0004)),
    tlv(8, 5, 1, ip4(client.ip4), 2, u32(7), 0),
    tlv(8, 17, 2, ip6(client.ip6), 3, u32(8), 3, 43, 6, 1),
    tlv(8, 7, 6, mac(server.mac), 1, u32(9), 0),
    end,
  ),
  lldp(tlv(1, 5, 1, ip4(client.ip4)), tlv(2, 3, mac(server.mac)), ttl, end),
  lldp(tlv(1, 5, 2, ip6(client.ip6)), tlv(2, 4, 1, ip4(server.ip4)), ttl, end),
  lldp(tlv(1, 7, "a chassis"), tlv(2, 7, "a port"), tlv(3, u16(0)), end),
  lldp(tlv(1, 6, "eth9"), tlv(2, 1, "alias"), ttl, end),
  lldp(
    chassis,
    port,
    ttl,
    of1(1, u16(100)),
    of1(2, 6, u16(200)),
    of1(3, u16(300), 4, "lab1"),
    of1(4, 2, u16(0x88cc)),
    of3(1, 3, u16(0x6c01), u16(30)),
    of3(2, 7, 1, 4),
    of3(3, 3, u32(5)),
    of3(4, u16(1522)),
    of3(2, 15, 1, 5, 0x51, u16(130), u16(154)),
    of1(7, 1, u32(0)),
    end,
  ),
  lldp(
    chassis,
    port,
    ttl,
    med(1, u16(0x0033), 4),
    med(2, 1, u24(0x400000 | (100 << 9) | (5 << 6) | 46)),
    med(3, 3, "112"),
    med(4, 0x13, u16(65)),
    med(5, "hardware 1"),
    med(6, "firmware 1"),
    med(7, "software 1"),
    med(8, "serial 1"),
    med(9, "maker"),
    med(10, "model"),
    med(11, "asset"),
    own("0x123456", 1, "unknown"),
    tlv(99, "reserved"),
    end,
  ),
  lldp(port, chassis, end),
  lldp(chassis, port, bytes(u16((3 << 9) | 100), 1)),
  cdp(
    2,
    field(1, "router.example"),
    field(2, u32(2), address4(client.ip4), address6(client.ip6)),
    field(3, "GigabitEthernet0/1"),
    field(4, u32(0x29)),
    field(5, "Software,\nversion 1"),
    field(6, "platform"),
    field(7, ip4("192.0.2.0"), 24),
    field(9, "domain"),
    field(10, u16(1)),
    field(11, 1),
    field(0x0e, 1, u16(100)),
    field(0x10, u16(15400)),
    field(0x11, u32(1500)),
    field(0x12, 0),
    field(0x13, 0),
    field(0x14, "name.example"),
    field(0x15, "0x060a2b06"),
    field(0x16, u32(1), address4(client.ip4)),
    field(0x17, 0, "room"),
    field(0x19, u16(1), u16(2), u32(7000)),
    field(0x1a, u16(1), u16(2), u32(15400), u32(30000)),
    field(0x1f, 5),
    field(0x7777, "unknown"),
  ),
  cdp(1, field(1, "old"), field(3, "Serial0/0"), field(11, 0)),
  cdp(2, field(1, "bad length"), bytes(u16(3), u16(2))),
];

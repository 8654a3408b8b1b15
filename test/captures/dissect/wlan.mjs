// IEEE 802.11: each kind of management frame with the elements people look for, control frames,
// data between stations and access points, protected data, QoS, EAPOL. The name of a network is
// text in ours, bytes in tshark's; a later fragment is not dissected; a short key is shown as far
// as it goes.
import { bytes, client, ipv4, mac, server, u16, u32, u64, udp } from "./packets.mjs";

const station = mac(client.mac);
const ap = mac(server.mac);
const other = mac("02:00:00:00:00:03");
const fourth = mac("02:00:00:00:00:04");
const all = mac("ff:ff:ff:ff:ff:ff");
const le16 = (value) => bytes(value & 255, value >> 8);
const le64 = (value) => Buffer.from(u64(value)).reverse();
const frame = (type, subtype, flags, ...rest) =>
  bytes((subtype << 4) | (type << 2), flags, le16(44), rest);
const sequence = le16((100 << 4) | 0);
const management = (subtype, ...rest) => frame(0, subtype, 0, all, ap, ap, sequence, bytes(rest));
const element = (id, ...value) => bytes(id, bytes(value).length, value);

const ssid = element(0, "network");
const hidden = element(0);
const rates = element(1, "0x82848b960c121824");
const more = element(50, "0x3048606c");
const channel = element(3, 6);
const tim = element(5, 0, 3, 0, 0);
const country = element(7, "US ", 1, 11, 30);
const erp = element(42, 4);
const rsn = element(
  48,
  le16(1),
  "0x000fac04",
  le16(1),
  "0x000fac04",
  le16(2),
  "0x000fac02",
  "0x000fac08",
  le16(0x00c0),
);
const ht = element(45, le16(0x19ef), 0x17, Buffer.alloc(16), le16(0), u32(0), 0);
const operation = element(61, 6, 0, Buffer.alloc(20));
const vendor = element(221, "0x0050f202", "0x0101");
const beacon = bytes(le64(123456789n), le16(100), le16(0x0431));
const elements = bytes(ssid, rates, channel, tim, country, erp, rsn, more, ht, operation, vendor);

const snap = (type, ...payload) => bytes("0xaaaa03000000", u16(type), payload);
const datagram = snap(0x0800, ipv4(17, udp(40000, 9, "radio")));
const key = bytes(2, 3, u16(95), 2, u16(0x008a), u16(16), u64(1n), Buffer.alloc(32, 7));
const eapol = snap(0x888e, key, Buffer.alloc(32), u16(0));

export const linkType = 105;
export const packets = [
  management(8, beacon, elements),
  management(8, beacon, hidden, rates),
  management(4, ssid, rates),
  management(4, hidden, rates),
  management(5, beacon, elements),
  management(0, le16(0x0431), le16(10), ssid, rates),
  management(1, le16(0x0431), le16(0), le16(0xc001), rates),
  management(2, le16(0x0431), le16(10), other, ssid, rates),
  management(3, le16(0x0431), le16(17), le16(0), rates),
  management(11, le16(0), le16(1), le16(0)),
  management(10, le16(8)),
  management(12, le16(3)),
  management(13, 3, 0, 1, le16(0x1002), le16(0), le16(0)),
  management(13, 4, 9, "0x506f9a", "public"),
  management(9),
  frame(1, 8, 0, ap, station, le16(0x0005), le16(0x0640)),
  frame(1, 9, 0, ap, station, le16(0x0005), le16(0x0640), Buffer.alloc(8, 1)),
  frame(1, 10, 0, ap, station),
  frame(1, 11, 0, ap, station),
  frame(1, 12, 0, ap),
  frame(1, 13, 0, ap),
  frame(1, 14, 0, all, ap),
  frame(2, 0, 1, ap, station, other, sequence, datagram),
  frame(2, 0, 2, station, ap, other, sequence, datagram),
  frame(2, 0, 0, station, other, ap, sequence, datagram),
  frame(2, 0, 3, ap, station, other, sequence, fourth, datagram),
  frame(2, 8, 1, ap, station, other, sequence, le16(0x0006), datagram),
  frame(2, 8, 0x0a, station, ap, other, le16(0x1235), le16(0), datagram),
  frame(
    2,
    8,
    0x42,
    station,
    ap,
    other,
    sequence,
    le16(0),
    "0x0102002003000000",
    "ciphertextmicmicm",
  ),
  frame(2, 0, 0x41, ap, station, other, sequence, "0x01020300", "wep dataicvv"),
  frame(2, 4, 1, ap, station, other, sequence),
  frame(2, 12, 0x11, ap, station, other, sequence, le16(7)),
  frame(2, 8, 2, station, ap, ap, sequence, le16(0), eapol),
  frame(2, 8, 0x06, station, ap, ap, le16(0x0640), le16(0), datagram.subarray(0, 20)),
  frame(3, 0, 0, all),
];

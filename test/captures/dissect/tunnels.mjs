// Tunnels over UDP: GTP of versions 0 to 2 and its user plane with extension headers, L2TP of
// versions 2 and 3.
import { bytes, ipv4, ipv6, there, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "tunnelled");
const gtp = (flags, type, teid, ...parts) => {
  const inside = bytes(parts);
  return there(17, udp(2152, 2152, bytes(flags, type, u16(inside.length), u32(teid), inside)));
};
const l2tp = (flags, ...parts) => there(17, udp(1701, 1701, bytes(u16(flags), parts)));
const avp = (flags, type, ...parts) => {
  const value = bytes(parts);
  return bytes(u16((flags << 10) | (6 + value.length)), u16(0), u16(type), value);
};
const control = (tunnel, session, ns, nr, ...avps) => {
  const inside = bytes(avps);
  return l2tp(0xc802, u16(12 + inside.length), u16(tunnel), u16(session), u16(ns), u16(nr), inside);
};

export const packets = [
  gtp(0x30, 255, 0x1001, ipv4(17, datagram)),
  gtp(0x30, 255, 0x1002, ipv6(17, datagram)),
  gtp(0x32, 255, 0x1003, u16(77), 0, 0, ipv4(17, datagram)),
  gtp(0x34, 255, 0x1004, u16(0), 0, 0x85, 1, 0x10, 9, 0, ipv4(17, datagram)),
  gtp(0x32, 1, 0, u16(1), 0, 0),
  gtp(0x32, 2, 0, u16(1), 0, 0, 14, 5),
  gtp(0x30, 26, 0, 16, u32(0x1001), 133, u16(4), 192, 0, 2, 1),
  gtp(0x30, 254, 0x1001),
  l2tp(0x0002, u16(5), u16(6), "0xff030021", ipv4(17, datagram)),
  l2tp(0x4002, u16(8 + 2 + 37), u16(5), u16(6), u16(0x0021), ipv4(17, datagram)),
  l2tp(0x0a02, u16(5), u16(6), u16(1), u16(2), u16(2), u16(0), "0xff030021", ipv4(17, datagram)),
  control(
    0,
    0,
    0,
    0,
    avp(0x20, 0, u16(1)),
    avp(0x20, 2, "0x0100"),
    avp(0x20, 7, "host"),
    avp(0x20, 9, u16(5)),
  ),
  control(5, 0, 1, 1, avp(0x20, 0, u16(3))),
  control(5, 0, 2, 2),
  control(5, 0, 2, 2, avp(0x20, 0, u16(10)), avp(0x20, 14, u16(6)), avp(0x20, 15, u32(1))),
  control(5, 6, 3, 3, avp(0x20, 0, u16(14)), avp(0x20, 1, u16(1), u16(0), "bye")),
];

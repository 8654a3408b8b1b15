// PPP: address and control there or left out, protocols of one byte, LCP with its options, IPCP,
// IPV6CP, CCP, PAP, CHAP.
import { bytes, ip4, ipv4, ipv6, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "over PPP");
const hdlc = (protocol, ...rest) => bytes("0xff03", u16(protocol), rest);
const packet = (code, id, ...rest) => {
  const inside = bytes(rest);
  return bytes(code, id, u16(4 + inside.length), inside);
};
const lcp = (...parts) => hdlc(0xc021, packet(...parts));
const ipcp = (...parts) => hdlc(0x8021, packet(...parts));
const chap = (...parts) => hdlc(0xc223, packet(...parts));
const text = (value) => bytes(value.length, value);

export const linkType = 9;
export const packets = [
  hdlc(0x0021, ipv4(17, datagram)),
  bytes(0x21, ipv4(17, datagram)),
  bytes(u16(0x0057), ipv6(17, datagram)),
  hdlc(0x0281, u32(0x10140), ipv4(17, datagram)),
  hdlc(0x00fd, "compressed"),
  hdlc(0x4321, "unknown"),
  lcp(1, 1, "0x010405dc", "0x0206000a0000", "0x0304c023", "0x050601020304", "0x0702", "0x0802"),
  lcp(2, 1, "0x0305c22305", "0x0305c22381"),
  lcp(3, 1, "0x0408c02500000064", "0x090301"),
  lcp(4, 1, "0x0d0306", "0x110405dc", "0x1202", "0x1309030200000000ab", "0x170412ab"),
  lcp(1, 2),
  lcp(1, 3, "0x0100"),
  lcp(5, 4, "bye"),
  lcp(6, 4),
  lcp(7, 5, packet(99, 1, "what")),
  lcp(8, 6, u16(0x8057), packet(1, 1)),
  lcp(9, 7, u32(0x01020304), "data"),
  lcp(10, 7, u32(0x05060708)),
  lcp(11, 8, u32(0x01020304)),
  lcp(12, 9, u32(0x01020304), "MSRASV5.20"),
  lcp(13, 9, u32(0x01020304), u32(60), "soon"),
  lcp(77, 1, "odd"),
  ipcp(1, 1, 3, 6, ip4("0.0.0.0"), 0x81, 6, ip4("0.0.0.0"), 0x83, 6, ip4("0.0.0.0")),
  ipcp(2, 1, 3, 6, ip4("192.0.2.1"), 0x82, 6, ip4("192.0.2.3"), 0x84, 6, ip4("192.0.2.4")),
  ipcp(4, 1, "0x0206002d0f01"),
  ipcp(3, 2, 1, 10, ip4("192.0.2.1"), ip4("198.51.100.2"), "0x0404002d"),
  ipcp(5, 2),
  hdlc(0x8057, packet(1, 1, "0x010a0000000000000001")),
  hdlc(0x8057, packet(4, 1, "0x0204004f")),
  hdlc(0x80fd, packet(1, 1, "0x120600000001", "0x1a047800")),
  hdlc(0x80fd, packet(5, 1)),
  hdlc(0xc023, packet(1, 1, text("user"), text("secret"))),
  hdlc(0xc023, packet(2, 1, text("welcome"))),
  hdlc(0xc023, packet(3, 1, text("go away"))),
  chap(1, 1, text("0123456789abcdef"), "gateway"),
  chap(2, 1, text("fedcba9876543210"), "user"),
  chap(3, 1, "Welcome"),
  chap(4, 2, "E=691 R=1"),
];

// NFLOG: attributes and the packet that was logged; in the order of a little-endian host, and of
// a big-endian one, which tshark has to be set to.
import { bytes, ipv4, ipv6, u16, u32, u64, udp } from "./packets.mjs";

export const linkType = 239;
const swap = (number) => Buffer.from(u16(number)).reverse();
const attribute =
  (order) =>
  (type, ...parts) => {
    const value = bytes(parts);
    const zeros = Buffer.alloc((4 - (value.length % 4)) % 4);
    return bytes(order(4 + value.length), order(type), value, zeros);
  };
const little = attribute(swap);
const big = attribute(u16);
const head = (family) => bytes(family, 0, u16(7));
const all = (one) => [
  one(1, u16(0x0800), 3, 0),
  one(10, "prefix", 0),
  one(2, u32(42)),
  one(3, u64(1700000000n), u64(123456n)),
  one(4, u32(2)),
  one(5, u32(3)),
  one(6, u32(4)),
  one(7, u32(5)),
  one(8, u16(6), u16(0), "0x020000000001", u16(0)),
  one(11, u32(1000)),
  one(14, u32(100)),
  one(99, "0x0102"),
];

export const packets = [
  bytes(head(2), all(little), little(9, ipv4(17, udp(40000, 9, "logged")))),
  bytes(head(10), little(1, u16(0x86dd), 0, 0), little(9, ipv6(17, udp(40000, 9, "logged")))),
  bytes(head(7), little(9, "unknown")),
  bytes(head(2), all(little)),
  bytes(head(2), little(4, u32(1)), "0x0300"),
  bytes(head(2), all(big), big(9, ipv4(17, udp(40000, 9, "logged")))),
];

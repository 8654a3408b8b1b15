// enc(4): what is in IPsec, of hosts of both byte orders.
import { bytes, ipv4, ipv6, u32, udp } from "./packets.mjs";

export const linkType = 109;
const little = (number) => [...u32(number)].reverse();

export const packets = [
  bytes(little(2), u32(0x1234), little(0x0400), ipv4(17, udp(40000, 9, "inside"))),
  bytes(u32(2), u32(0x1234), u32(0x0c00), ipv4(17, udp(40000, 9, "inside"))),
  bytes(little(24), u32(7), little(0), ipv6(17, udp(40000, 9, "inside"))),
  bytes(little(99), u32(7), little(0), "unknown"),
];

// Solaris' ipnet, between zones of a host.
import { bytes, ipv4, ipv6, u16, u32, udp } from "./packets.mjs";

const datagram = udp(40000, 9, "between zones");
const ipnet = (family, packet) =>
  bytes(1, family, u16(1), u32(packet.length), u32(2), u32(0), u32(0xffffffff), u32(3), packet);

export const linkType = 226;
export const packets = [
  ipnet(2, ipv4(17, datagram)),
  ipnet(26, ipv6(17, datagram)),
  ipnet(9, bytes("odd")),
];

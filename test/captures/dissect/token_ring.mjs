// Token ring: packets of LLC, with a route and without, and frames of the ring itself.
import { bytes, client, ipv4, mac, server, u16, udp } from "./packets.mjs";

export const linkType = 6;
const inside = bytes("0xaaaa03000000", u16(0x0800), ipv4(17, udp(40000, 9, "ring")));
const routed = mac(client.mac);
routed[0] |= 0x80;
const frame = (control, source, ...rest) => bytes(0x10, control, mac(server.mac), source, rest);

export const packets = [
  frame(0x40, mac(client.mac), inside),
  frame(0x40, routed, u16(0x0630), u16(0x0011), u16(0x0020), inside),
  frame(0x40, routed, u16(0xc2b0), inside),
  frame(0x05, mac(client.mac), "0x000400050102"),
];

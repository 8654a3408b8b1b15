// FDDI: packets of LLC, and frames of the ring itself. The bits of addresses are turned round.
import { bytes, client, ipv4, mac, server, u16, udp } from "./packets.mjs";

export const linkType = 10;
const inside = bytes("0xaaaa03000000", u16(0x0800), ipv4(17, udp(40000, 9, "ring")));
const frame = (control, ...rest) => bytes(control, mac(server.mac), mac(client.mac), rest);

export const packets = [
  frame(0x50, inside),
  frame(0x57, inside),
  frame(0xd0, inside),
  frame(0x41, "0x0102"),
  frame(0xc2, "0x0102"),
  frame(0x00, "0x0102"),
  frame(0x70, "0x0102"),
];

// Broadcom's switch tag behind the addresses of Ethernet. tshark does not know the link type.
import { bytes, client, ipv4, ipv6, mac, server, u16, u32, udp } from "./packets.mjs";

export const ends = bytes(mac(server.mac), mac(client.mac));
export const payloads = [
  bytes(u16(0x0800), ipv4(17, udp(40000, 9, "inside"))),
  bytes(u16(0x8100), u16(7), u16(0x86dd), ipv6(17, udp(40000, 9, "inside"))),
  bytes(u16(38), "0x424203", "0x0000000000", Buffer.alloc(30)),
];
export const tags = [0x00000003, 0x0102ff63, 0x20000003, 0x24010203, 0x80000003];

export const oracle = false;
export const linkType = 281;
export const packets = [
  ...payloads.map((payload) => bytes(ends, u32(tags[0]), payload)),
  ...tags.map((tag) => bytes(ends, u32(tag), payloads[0])),
];

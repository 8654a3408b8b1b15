// The Prism header in front of 802.11; of the same link type packets without it.
import { bytes, client, ipv4, mac, server, u16, u32, udp } from "./packets.mjs";

const le16 = (value) => bytes(value & 255, value >> 8);
const le32 = (value) => Buffer.from(u32(value)).reverse();
const wlan = bytes(
  "0x08010000",
  mac(server.mac),
  mac(client.mac),
  mac(server.mac),
  le16(0x0640),
  "0xaaaa03000000",
  u16(0x0800),
  ipv4(17, udp(40000, 9, "with Prism")),
);
const item = (number, value) => bytes(le32((number << 16) | 0x44), le16(0), le16(4), le32(value));
const items = [5, 6, 7, 8, 9, 10, 11, 12, 13, 60].map((value, i) => item(i + 1, value));

export const linkType = 119;
export const packets = [
  bytes(le32(0x44), le32(144), "wlan0", Buffer.alloc(11), items, wlan),
  wlan,
  bytes(le32(0x44), le32(144), "wlan0"),
];

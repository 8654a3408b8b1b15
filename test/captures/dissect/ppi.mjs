// Per-packet information in front of 802.11 and of Ethernet. As with radiotap, tshark adds a layer
// wlan_radio.
import { bytes, client, ethernet, ipv4, mac, server, u16, u64, udp } from "./packets.mjs";

const le16 = (value) => bytes(value & 255, (value >> 8) & 255);
const le64 = (value) => Buffer.from(u64(value)).reverse();
const datagram = ipv4(17, udp(40000, 9, "with PPI"));
const wlan = bytes(
  "0x08010000",
  mac(server.mac),
  mac(client.mac),
  mac(server.mac),
  le16(0x0640),
  "0xaaaa03000000",
  u16(0x0800),
  datagram,
);
const field = (type, ...parts) => {
  const inside = bytes(parts);
  return bytes(le16(type), le16(inside.length), inside);
};
const ppi = (linkType, fields, frame) => {
  const inside = bytes(fields);
  return bytes(0, 0, le16(8 + inside.length), le16(linkType), 0, 0, inside, frame);
};
const common = (flags) =>
  field(2, le64(99n), le16(flags), le16(2), le16(2412), le16(0x00a0), 0, 0, 0xc6, 0xa5);

export const linkType = 192;
export const packets = [
  ppi(105, [common(0)], wlan),
  ppi(105, [common(1)], bytes(wlan, "0x00000000")),
  ppi(1, [], ethernet(0x0800, datagram)),
  ppi(105, [field(0x7531, "unknown!"), common(0)], wlan),
  bytes(0, 0, le16(4), le16(105), 0, 0),
];

// Packets of wireless LAN sent as one, headers with padding, frames of other versions.
import { bytes, cut, ipv4, mac, u16, udp } from "./packets.mjs";

export const linkType = 127;

const flagged = (flags, ...frame) => bytes(0, 0, "0x0900", "0x02000000", flags, ...frame);
const addresses = bytes(mac("020000000001"), mac("020000000002"), mac("020000000003"));
const frame = (control, ...body) => bytes(u16(control), u16(0), addresses, u16(0x1000), ...body);
const packet = (text) => bytes("0xaaaa030000000800", ipv4(17, udp(40000, 9, text)));
const subframe = (data, length = data.length) =>
  bytes(mac("020000000011"), mac("020000000012"), u16(length), data);
const padded = (data) => bytes(data, Buffer.alloc((4 - (data.length % 4)) % 4));
const several = (...frames) => frame(0x8801, u16(0x8000), ...frames);

export const packets = [
  flagged(0, several(padded(subframe(packet("first"))), subframe(packet("second")))),
  flagged(0, several(subframe(packet("alone")))),
  flagged(0, several(padded(subframe(packet("first"))), "0x0102")),
  flagged(0, several("0x0102")),
  flagged(0, several(subframe(packet("longer"), 500))),
  cut(flagged(0, several(subframe(packet("cut")))), 70),
  // A header of 26 bytes is padded to 28, one of 24 is not.
  flagged(0x20, frame(0x8801, u16(0), u16(0), packet("padded"))),
  flagged(0x20, frame(0x0801, packet("not padded"))),
  flagged(0x20, several(u16(0), subframe(packet("both")))),
  // Versions that are not 0.
  flagged(0, frame(0x0a01, packet("2"))),
  flagged(0, frame(0x0b01, packet("3"))),
];

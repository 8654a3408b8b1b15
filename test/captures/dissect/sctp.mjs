// SCTP: each chunk with its parameters and causes, DATA whole and in parts, several in a packet.
import { bytes, client, ip4, ip6, there, u16, u32 } from "./packets.mjs";

const table = Array.from({ length: 256 }, (_, i) => {
  let crc = i;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc >>> 0;
});
const crc32c = (data) =>
  ~data.reduce((crc, byte) => table[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) >>> 0;

/** A packet with its checksum, which stands behind ports and tag. */
export const checked = (...parts) => {
  const packet = bytes(...parts);
  packet.writeUInt32LE(crc32c(packet), 8);
  return packet;
};
const sctp = (...chunks) =>
  there(132, checked(u16(40000), u16(5000), u32(0x11223344), u32(0), bytes(chunks)));
const padded = (data) => bytes(data, Buffer.alloc((4 - (data.length % 4)) % 4));
export const chunk = (type, flags, ...parts) => {
  const inside = bytes(parts);
  return padded(bytes(type, flags, u16(4 + inside.length), inside));
};
export const parameter = (type, ...parts) => {
  const inside = bytes(parts);
  return padded(bytes(u16(type), u16(4 + inside.length), inside));
};
export const data = (flags, tsn, stream, sequence, protocol, text) =>
  chunk(0, flags, u32(tsn), u16(stream), u16(sequence), u32(protocol), text);

export const packets = [
  sctp(
    chunk(
      1,
      0,
      u32(0x01020304),
      u32(65536),
      u16(10),
      u16(10),
      u32(1000),
      parameter(5, ip4(client.ip4)),
      parameter(6, ip6(client.ip6)),
      parameter(12, u16(5), u16(6)),
      parameter(0x8008, "0xc1800f"),
      parameter(0xc000),
    ),
  ),
  sctp(
    chunk(2, 0, u32(0x05060708), u32(65536), u16(5), u16(5), u32(2000), parameter(7, "a cookie!")),
  ),
  sctp(chunk(10, 0, "a cookie!")),
  sctp(chunk(11, 0)),
  sctp(data(3, 1000, 1, 0, 0, "whole")),
  sctp(data(2, 1001, 1, 1, 46, "begins "), data(1, 1002, 1, 1, 46, "ends")),
  sctp(data(7, 1003, 2, 0, 60, "unordered")),
  sctp(chunk(3, 0, u32(1003), u32(60000), u16(1), u16(1), u16(2), u16(3), u32(1001))),
  sctp(chunk(3, 0, u32(1003), u32(60000), u16(0), u16(0))),
  sctp(chunk(4, 0, parameter(1, u32(7), "beat"))),
  sctp(chunk(5, 0, parameter(1, u32(7), "beat"))),
  sctp(chunk(6, 1, parameter(12, "user's reason"))),
  sctp(chunk(9, 0, parameter(1, u16(9), u16(0)), parameter(3, u32(100)))),
  sctp(chunk(7, 0, u32(1003))),
  sctp(chunk(8, 0)),
  sctp(chunk(14, 0)),
  sctp(chunk(0xc0, 0, u32(1005), u16(1), u16(2))),
  sctp(chunk(0x99, 0, "unknown")),
  sctp(chunk(3, 0, u32(1004), u32(60000), u16(0), u16(0)), data(3, 1004, 1, 2, 0, "both")),
  there(132, bytes(u16(1), u16(2), u32(3), u32(4), 0, 3, u16(2))),
];

// SCTP in both directions: numbers count from the first of their side that was captured.
import { back, bytes, there, u16, u32 } from "./packets.mjs";

const table = Array.from({ length: 256 }, (_, i) => {
  let crc = i;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  return crc >>> 0;
});
const crc32c = (data) =>
  ~data.reduce((crc, byte) => table[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) >>> 0;

const checked = (...parts) => {
  const packet = bytes(...parts);
  packet.writeUInt32LE(crc32c(packet), 8);
  return packet;
};
/** The client's tag is 7, the server's 8. */
const both = (make, ports, tag, ...chunks) =>
  make(132, checked(ports.map(u16), u32(tag), u32(0), bytes(chunks)));
const out = (tag, ...chunks) => both(there, [40001, 5000], tag, ...chunks);
const into = (tag, ...chunks) => both(back, [5000, 40001], tag, ...chunks);
const init = (type, tag, tsn) =>
  chunk(type, 0, u32(tag), u32(65536), u16(5), u16(5), u32(tsn), parameter(7, "cookie"));
const sack = (tsn) => chunk(3, 0, u32(tsn), u32(60000), u16(0), u16(0));
const padded = (data) => bytes(data, Buffer.alloc((4 - (data.length % 4)) % 4));
const chunk = (type, flags, ...parts) => {
  const inside = bytes(parts);
  return padded(bytes(type, flags, u16(4 + inside.length), inside));
};
const parameter = (type, ...parts) => {
  const inside = bytes(parts);
  return padded(bytes(u16(type), u16(4 + inside.length), inside));
};
const data = (flags, tsn, stream, sequence, protocol, text) =>
  chunk(0, flags, u32(tsn), u16(stream), u16(sequence), u32(protocol), text);

export const packets = [
  out(0, init(1, 7, 700)),
  into(7, init(2, 8, 4294967295)),
  into(7, sack(699)), // nothing was sent yet
  out(8, data(3, 700, 1, 0, 0, "first"), data(3, 701, 1, 1, 0, "second")),
  into(7, sack(701), data(3, 4294967295, 1, 0, 0, "first")),
  into(7, data(3, 0, 1, 1, 0, "second")),
  out(8, sack(0), data(3, 702, 1, 2, 0, "third")),
];

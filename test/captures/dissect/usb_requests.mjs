// USB: standard requests by name, what answers them, and what devices say of themselves.
import { bytes } from "./packets.mjs";

export const linkType = 220;

const little = (size) => (value) => {
  const out = Buffer.alloc(size);
  out.writeUIntLE(value, 0, Math.min(size, 6));
  return out;
};
const l16 = little(2);
const l32 = little(4);
const l64 = little(8);
let id = 0x1000;
const urb = (kind, way, setup, setupBytes, data) =>
  bytes(
    ...[l64(id), kind, 2, way, 5, l16(2), setup, data.length === 0 ? "<" : 0, l64(1700000000)],
    ...[l32(123456), l32(kind === "C" ? 0 : 0xffffff8d), l32(data.length), l32(data.length)],
    ...[setupBytes, l32(0), l32(0), l32(0x200), l32(0), data],
  );
/** A request, and what answers it: so many bytes, or these. */
const control = (type, request, value, index, answer) => {
  id += 1;
  const incoming = (type & 0x80) !== 0;
  const data = typeof answer === "number" ? Buffer.alloc(answer) : answer;
  const setup = bytes(type, request, l16(value), l16(index), l16(data.length));
  const none = bytes();
  return [
    urb("S", incoming ? 0x80 : 0, 0, setup, incoming ? none : data),
    urb("C", incoming ? 0x80 : 0, "-", Buffer.alloc(8), incoming ? data : none),
  ];
};
const descriptor = (type, index, answer) => control(0x80, 6, (type << 8) | index, 0, answer);

const device = bytes("0x12010002000000401d6b0200100403020101");
const configuration = bytes(
  "0x09022000010100a032",
  "0x090400000208065000",
  "0x07058102000200",
  "0x07050202000200",
);

export const packets = [
  ...[0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13].flatMap((request) =>
    control(request % 2 === 0 ? 0x80 : 0, request, 1, 0, request % 2 === 0 ? 2 : 0),
  ),
  ...descriptor(1, 0, device),
  ...descriptor(1, 0, device.subarray(0, 8)),
  ...descriptor(2, 0, configuration),
  ...descriptor(2, 0, configuration.subarray(0, 9)),
  ...descriptor(3, 0, bytes(4, 3, "0x0904")),
  ...descriptor(3, 1, bytes(8, 3, Buffer.from("abc", "utf16le"))),
  ...descriptor(6, 0, 10),
  ...descriptor(15, 0, bytes("0x050f050000")),
  ...descriptor(99, 0, 4),
  ...descriptor(1, 0, bytes("0x1201")),
  ...descriptor(1, 0, 0),
  ...control(0x82, 0, 0, 0x81, 2),
  ...control(0x02, 1, 0, 0x81, 0),
  // Of classes and vendors, and descriptors of a class.
  ...control(0xa1, 1, 0x0100, 0, 8),
  ...control(0x21, 9, 0x0200, 0, 1),
  ...control(0xc0, 0x33, 1, 2, 3),
  ...control(0x81, 6, 0x2200, 0, 30),
  ...descriptor(1, 0, device).slice(1), // nobody asked
];

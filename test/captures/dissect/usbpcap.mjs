// USB as USBPcap captures it: control, bulk, interrupt and isochronous transfers, both ways.
import { bytes } from "./packets.mjs";

export const linkType = 249;
const little = (size) => (value) => {
  const out = Buffer.alloc(size);
  out.writeUIntLE(value, 0, Math.min(size, 6));
  return out;
};
const l16 = little(2);
const l32 = little(4);
const head = (length, way, endpoint, transfer, size) =>
  bytes(
    ...[
      l16(length),
      little(8)(0x8899aabbcc),
      l32(0),
      l16(9),
      way,
      l16(1),
      l16(3),
      endpoint,
      transfer,
    ],
    l32(size),
  );

export const packets = [
  bytes(head(28, 0, 0x80, 2, 8), 0, "0x8006000100001200"),
  bytes(head(28, 1, 0x80, 2, 18), 3, Array(18).fill(1)),
  bytes(head(27, 0, 0x02, 3, 5), "bytes"),
  bytes(head(27, 1, 0x81, 1, 4), "0x00010203"),
  bytes(head(27, 1, 0x81, 3, 0)),
  bytes(
    ...[head(39 + 12, 1, 0x83, 0, 8), l32(7), l32(1), l32(0), l32(0), l32(4), l32(0)],
    "0x0102030405060708",
  ),
];

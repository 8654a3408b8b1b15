// USB as usbmon maps it to memory, on a little-endian host: control, bulk, interrupt and isochronous
// transfers. What drivers and devices say to each other has no dissector; tshark also shows which
// request a response answers.
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
const urb = (kind, transfer, endpoint, setup, setupBytes, payload, tail = {}) => {
  const { errors, descriptors = [], flags = 0x200, data = payload.length === 0 ? "<" : 0 } = tail;
  const isochronous = transfer === 0;
  return bytes(
    ...[l64(0x1122334455), kind, transfer, endpoint, 5, l16(2), setup, data],
    ...[l64(1700000000), l32(123456), l32(kind === "C" ? 0 : 0xffffff8d)],
    ...[l32(payload.length), l32(payload.length + 16 * descriptors.length)],
    isochronous ? bytes(l32(errors), l32(descriptors.length)) : bytes(setupBytes),
    ...[l32(isochronous ? 1 : 0), l32(isochronous ? 7 : 0), l32(flags), l32(descriptors.length)],
    ...descriptors,
    payload,
  );
};
const none = Buffer.alloc(8);
const descriptor = (status, offset, length) => bytes(l32(status), l32(offset), l32(length), l32(0));

export const packets = [
  urb("S", 2, 0x80, 0, "0x8006000100001200", bytes()),
  urb("C", 2, 0x80, "-", none, bytes(Array(18).fill(1))),
  urb("S", 2, 0x00, 0, "0x2109000201000200", bytes("0x0102")),
  urb("S", 3, 0x02, "-", none, bytes("written to the device")),
  urb("C", 3, 0x02, "-", none, bytes(), { data: ">" }),
  urb("S", 1, 0x81, "-", none, bytes()),
  urb("C", 1, 0x81, "-", none, bytes("0x00010203")),
  urb("E", 3, 0x81, "-", none, bytes()),
  urb("C", 0, 0x83, "-", none, bytes("0x0102030405060708"), {
    errors: 1,
    descriptors: [descriptor(0, 0, 4), descriptor(0xffffffb9, 4, 4)],
  }),
];

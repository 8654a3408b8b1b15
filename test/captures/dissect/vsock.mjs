// Sockets between hosts and virtual machines: operations, transports, payload.
import { bytes, u16, u32, u64 } from "./packets.mjs";

export const linkType = 271;
const swap = (bytesOf) => Buffer.from(bytesOf).reverse();
const l16 = (value) => swap(u16(value));
const l32 = (value) => swap(u32(value));
const l64 = (value) => swap(u64(value));
const head = (op, transport, length) =>
  bytes(l64(3n), l64(2n), l32(1024), l32(1234), l16(op), l16(transport), l16(length), l16(0));
const virtio = (length, op) =>
  bytes(
    ...[l64(3n), l64(2n), l32(1024), l32(1234), l32(length), l16(1), l16(op), l32(0)],
    ...[l32(262144), l32(12)],
  );

export const packets = [
  bytes(head(1, 2, 44), virtio(0, 1)),
  bytes(head(4, 2, 44), virtio(5, 5), "hello"),
  bytes(head(3, 2, 44), virtio(0, 6)),
  bytes(head(2, 2, 44), virtio(0, 4)),
  bytes(head(4, 1, 0), "hello"),
  bytes(head(0, 0, 0)),
  bytes(head(9, 7, 3), "0x010203"),
];

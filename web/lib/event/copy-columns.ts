// The packets of the stretch that a reader has read last, as columns.
import type { CoreMemory } from "../core/core.js";
import { requireAddress } from "../core/core-buffer.js";
import { type CoreEvents, EventColumn } from "../core/stream-module.js";
import type { EventColumns } from "./event.js";

// Bytes of all columns for one packet.
const PACKET_SIZE = 8 + 5 * 4 + 1;

/** Bytes that all columns take, with the packets. */
export function columnsSize(reader: CoreEvents): number {
  return PACKET_SIZE * reader.length() + reader.bytesLength();
}

/** The columns one behind another, the widest first so that each is aligned; then the packets. */
export function copyColumns(
  { HEAPU8 }: CoreMemory,
  reader: CoreEvents,
  buffer: ArrayBuffer,
): EventColumns {
  const length = reader.length();
  const all = new Uint8Array(buffer);
  let at = 0;
  const copy = (which: EventColumn, size: number) => {
    const from = reader.column(which);
    if (size > 0) all.set(HEAPU8.subarray(requireAddress(from), from + size), at);
    at += size;
    return at - size;
  };
  const words = (which: EventColumn) => new Uint32Array(buffer, copy(which, 4 * length), length);
  const bytes = (which: EventColumn, size: number) =>
    new Uint8Array(buffer, copy(which, size), size);
  return {
    timestamp: new BigInt64Array(buffer, copy(EventColumn.times, 8 * length), length),
    linktype: words(EventColumn.linkTypes),
    original_packet_length: words(EventColumn.original),
    captured_packet_length: words(EventColumn.captured),
    interface_id: words(EventColumn.interfaces),
    dataOffset: words(EventColumn.dataOffsets),
    hasTimestamp: bytes(EventColumn.timed, length),
    data: bytes(EventColumn.bytes, reader.bytesLength()),
  };
}

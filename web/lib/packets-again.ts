// Reading packets again, to be taken apart: reads are few, and what is held is little.

import type { ColumnRange } from "./columns.js";
import type { Dissector, ReadPacket } from "./dissector.js";
import type { Interface } from "./interface.js";
import type { PacketIndex } from "./packet-index.js";
import { turn } from "./turn.js";

/** Packets that are taken apart in one call. */
export const MOST_PACKETS = 1024;
// Bytes that are read at once, and those between two packets that are read along with them.
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_BETWEEN = 4096;
// Places whose columns are looked at along with those of two packets.
const NEAR = 64;

/** Some packets, and their places in the columns. */
export interface Stretch {
  readonly places: readonly number[];
  readonly packets: readonly ReadPacket[];
}

/**
 * Reads those packets of the columns whose places are given, which rise, some MiB at a time.
 * Rejects with the errors of the source.
 */
export async function* packetsAgain(
  index: PacketIndex,
  interfaces: readonly Interface[],
  columns: ColumnRange,
  places: readonly number[],
): AsyncGenerator<Stretch, void> {
  const { offset, capturedLength, originalLength } = columns;
  for (let begin = 0; begin < places.length; ) {
    await turn(); // what is at hand is read without waiting for anything
    const some = places.slice(begin, endOfStretch(columns, places, begin));
    const [first, last] = [some[0], some[some.length - 1]];
    const start = offset[first];
    const bytes = await index.source.read(start, offset[last] + capturedLength[last] - start);
    const packets = some.map((i) => ({
      place: columns.from + i,
      bytes: bytes.subarray(offset[i] - start, offset[i] - start + capturedLength[i]),
      originalLength: originalLength[i],
      linkType: interfaces[columns.interface[i]].linkType,
    }));
    yield { places: some, packets };
    begin += some.length;
  }
}

/** Reads packet `place`, which is there. Rejects with the errors of the source. */
export async function packetAgain(
  { open, source }: PacketIndex,
  interfaces: readonly Interface[],
  place: number,
): Promise<ReadPacket> {
  const columns = open.columns(place, place + 1);
  const { linkType } = interfaces[columns.interface[0]];
  const bytes = await source.read(columns.offset[0], columns.capturedLength[0]);
  return { place, bytes, originalLength: columns.originalLength[0], linkType };
}

/**
 * Reads packets whose places, which rise, are given: few reads where they are near each other.
 * Rejects with the errors of the source, and with `closed`.
 */
export async function packetsAt(
  index: PacketIndex,
  interfaces: readonly Interface[],
  places: readonly number[],
): Promise<ReadPacket[]> {
  const found: ReadPacket[] = [];
  for (let begin = 0, end = 0; begin < places.length; begin = end) {
    for (end = begin + 1; places[end] - places[end - 1] <= NEAR; end += 1);
    const first = places[begin];
    const columns = index.open.columns(first, places[end - 1] + 1);
    const near = places.slice(begin, end).map((place) => place - first);
    for await (const { packets } of packetsAgain(index, interfaces, columns, near)) {
      for (const packet of packets) found.push(packet);
    }
  }
  return found;
}

/** Some packets behind one another, and those that have to be dissected before them. */
export interface Dissectable extends Stretch {
  readonly before: readonly ReadPacket[];
}

/**
 * The packets of a stretch, which has all between its first and its last, in parts, each with other
 * fragments of datagrams that its packets complete. Rejects with the errors of the source, and
 * with `closed`.
 */
export async function* withNeeded(
  index: PacketIndex,
  interfaces: readonly Interface[],
  dissector: Dissector,
  { places, packets }: Stretch,
): AsyncGenerator<Dissectable, void> {
  const first = packets[0].place ?? 0;
  for (let from = 0; from < packets.length; ) {
    const needed = dissector.needed(first + from, first + packets.length);
    const before = await packetsAt(index, interfaces, needed.places);
    index.requireOpen();
    const to = needed.end - first;
    yield { places: places.slice(from, to), packets: packets.slice(from, to), before };
    from = to;
  }
}

/**
 * Reads the packets that have to be dissected before packet `place` for its fields: other fragments
 * of datagrams that it completes, and those before a TCP segment in its conversation, in one order.
 * Rejects with the errors of the source, and with `closed`.
 */
export async function packetsBefore(
  index: PacketIndex,
  interfaces: readonly Interface[],
  dissector: Dissector,
  place: number,
): Promise<readonly ReadPacket[]> {
  const packets = await packetsAt(index, interfaces, dissector.plan(place).places);
  index.requireOpen();
  return packets;
}

// Behind the last place that is worth reading with the one at `begin`.
function endOfStretch(columns: ColumnRange, places: readonly number[], begin: number): number {
  const { offset, capturedLength } = columns;
  let end = begin + 1;
  for (; end < places.length && end - begin < MOST_PACKETS; end += 1) {
    const [before, next] = [places[end - 1], places[end]];
    const between = offset[next] - offset[before] - capturedLength[before];
    const bytes = offset[next] + capturedLength[next] - offset[places[begin]];
    if (between < 0 || between > MOST_BETWEEN || bytes > MOST_BYTES) break;
  }
  return end;
}

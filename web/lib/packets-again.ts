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
 * Reads the packets that have to be dissected before those of [from, to): other fragments of
 * datagrams that these complete. Rejects with the errors of the source.
 */
export async function packetsNeeded(
  index: PacketIndex,
  interfaces: readonly Interface[],
  dissector: Dissector,
  from: number,
  to: number,
): Promise<readonly ReadPacket[]> {
  const packets: ReadPacket[] = [];
  for (const place of new Set(dissector.needed(from, to))) {
    await turn();
    packets.push(await packetAgain(index, interfaces, place));
  }
  return packets;
}

/**
 * The same for the fields of packet `place`: also those before a TCP segment in its conversation, in
 * one order.
 */
export async function packetsBefore(
  index: PacketIndex,
  interfaces: readonly Interface[],
  dissector: Dissector,
  place: number,
): Promise<readonly ReadPacket[]> {
  const needed = await packetsNeeded(index, interfaces, dissector, place, place + 1);
  const past = dissector.past(place);
  if (past.length === 0) return needed;
  const columns = index.open.columns(past[0], place);
  const places = past.map((each) => each - past[0]);
  const packets = new Map(needed.map((packet) => [packet.place, packet]));
  for await (const stretch of packetsAgain(index, interfaces, columns, places)) {
    for (const packet of stretch.packets) packets.set(packet.place, packet);
  }
  return [...packets.values()].sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
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

// Reading packets again, to be taken apart: reads are few, and what is held is little.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import type { Dissector, ReadPacket } from "../core/dissector.js";
import type { ColumnRange } from "../record/column-range.js";
import { type ColumnsOfPacket, packetIn } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import type { PacketIndex } from "./packet-index.js";

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
  for (let begin = 0; begin < places.length; ) {
    await turn(); // what is at hand is read without waiting for anything
    const { start, end, found } = stretchFrom(columns, places, begin);
    const bytes = await index.source.read(start, end - start);
    const packets = found.map(({ place, offset, capturedLength, originalLength, interfaceId }) => ({
      place,
      bytes: bytes.subarray(offset - start, offset - start + capturedLength),
      originalLength,
      linkType: at(interfaces, interfaceId).linkType,
    }));
    yield { places: places.slice(begin, begin + found.length), packets };
    begin += found.length;
  }
}

/** Reads packet `place`, which is there. Rejects with the errors of the source. */
export async function packetAgain(
  { open, source }: PacketIndex,
  interfaces: readonly Interface[],
  place: number,
): Promise<ReadPacket> {
  const columns = packetIn(open.columns(place, place + 1), 0);
  const { offset, capturedLength, originalLength, interfaceId } = columns;
  const { linkType } = at(interfaces, interfaceId);
  return { place, bytes: await source.read(offset, capturedLength), originalLength, linkType };
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
  for (const { first, last, near } of groupsOf(places)) {
    const columns = index.open.columns(first, last + 1);
    const within = near.map((place) => place - first);
    for await (const { packets } of packetsAgain(index, interfaces, columns, within)) {
      for (const packet of packets) found.push(packet);
    }
  }
  return found;
}

interface Near {
  readonly first: number;
  last: number;
  readonly near: number[];
}

// Places, which rise, by those whose columns are looked at together.
function groupsOf(places: readonly number[]): readonly Near[] {
  const groups: Near[] = [];
  for (const place of places) {
    const group = groups.at(-1);
    if (group !== undefined && place - group.last <= NEAR) {
      group.near.push(place);
      group.last = place;
    } else {
      groups.push({ first: place, last: place, near: [place] });
    }
  }
  return groups;
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
  const first = packets[0]?.place ?? 0;
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

/** Packets that are worth reading at once, and where their bytes are. */
interface Reading {
  readonly start: number;
  end: number;
  readonly found: ColumnsOfPacket[];
}

// Those from the place at `begin` on.
function stretchFrom(columns: ColumnRange, places: readonly number[], begin: number): Reading {
  const first = packetIn(columns, at(places, begin));
  const reading = { start: first.offset, end: endOf(first), found: [first] };
  for (let i = begin + 1; i < places.length && reading.found.length < MOST_PACKETS; i += 1) {
    const next = packetIn(columns, at(places, i));
    const between = next.offset - reading.end;
    const bytes = endOf(next) - reading.start;
    if (between < 0 || between > MOST_BETWEEN || bytes > MOST_BYTES) break;
    reading.found.push(next);
    reading.end = endOf(next);
  }
  return reading;
}

function endOf({ offset, capturedLength }: ColumnsOfPacket): number {
  return offset + capturedLength;
}

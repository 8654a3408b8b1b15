// Reading packets again, to be dissected: with few reads and little memory.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import type { Dissector, ReadPacket } from "../core/dissector.js";
import type { ColumnRange } from "../record/column-range.js";
import { type ColumnsOfPacket, packetIn } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import type { Source } from "../source/source.js";
import type { PacketIndex } from "./packet-index.js";

/** Packets that are dissected in one call. */
export const MOST_PACKETS = 1024;
// Bytes that are read at once, and those between two packets that are read along with them.
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_BETWEEN = 4096;
// Packets between two others whose columns are unpacked along with theirs.
const NEAR = 64;

/** What reading packets again needs of a capture. */
export interface Readable extends Pick<PacketIndex, "open" | "requireOpen"> {
  readonly source: Pick<Source, "read">;
}

/** Some packets, and their indices in the columns. */
export interface Stretch {
  readonly indices: readonly number[];
  readonly packets: readonly ReadPacket[];
}

/**
 * Reads the packets of the columns with these ascending indices, some MiB at a time. Rejects with the
 * errors of the source.
 */
export async function* packetsAgain(
  index: Readable,
  interfaces: readonly Interface[],
  columns: ColumnRange,
  indices: readonly number[],
): AsyncGenerator<Stretch, void> {
  for (let begin = 0; begin < indices.length; ) {
    await turn(); // what is at hand is read without waiting for anything
    const { start, end, found } = stretchFrom(columns, indices, begin);
    const bytes = await index.source.read(start, end - start);
    const packets = found.map(
      ({ index: i, offset, capturedLength, originalLength, interfaceId }) => ({
        index: i,
        bytes: bytes.subarray(offset - start, offset - start + capturedLength),
        originalLength,
        linkType: at(interfaces, interfaceId).linkType,
      }),
    );
    yield { indices: indices.slice(begin, begin + found.length), packets };
    begin += found.length;
  }
}

/** Reads packet `i`, which is there. Rejects with the errors of the source. */
export async function packetAgain(
  { open, source }: Readable,
  interfaces: readonly Interface[],
  i: number,
): Promise<ReadPacket> {
  const columns = packetIn(open.columns(i, i + 1), 0);
  const { offset, capturedLength, originalLength, interfaceId } = columns;
  const { linkType } = at(interfaces, interfaceId);
  return { index: i, bytes: await source.read(offset, capturedLength), originalLength, linkType };
}

/**
 * Reads the packets with these ascending indices: few reads where they are near each other. Rejects
 * with the errors of the source, and with `closed`.
 */
export async function packetsAt(
  index: Readable,
  interfaces: readonly Interface[],
  indices: readonly number[],
): Promise<ReadPacket[]> {
  const found: ReadPacket[] = [];
  for (const { first, last, near } of groupsOf(indices)) {
    const columns = index.open.columns(first, last + 1);
    const within = near.map((i) => i - first);
    for await (const { packets } of packetsAgain(index, interfaces, columns, within)) {
      for (const packet of packets) found.push(packet);
    }
  }
  return found;
}

/** Packets near each other: [first, last] have them all. */
export interface Near {
  readonly first: number;
  readonly last: number;
  readonly near: readonly number[];
}

/** Ascending indices, grouped by whose columns are unpacked together. */
export function groupsOf(indices: readonly number[]): readonly Near[] {
  const groups: { first: number; last: number; near: number[] }[] = [];
  for (const i of indices) {
    const group = groups.at(-1);
    if (group !== undefined && i - group.last <= NEAR) {
      group.near.push(i);
      group.last = i;
    } else {
      groups.push({ first: i, last: i, near: [i] });
    }
  }
  return groups;
}

/** Some packets behind one another, and those that have to be dissected before them. */
export interface Dissectable extends Stretch {
  readonly before: readonly ReadPacket[];
}

/**
 * The packets of a stretch in parts without gaps, each with the other fragments of datagrams that its
 * packets complete. Rejects with the errors of the source, and with `closed`.
 */
export async function* withNeeded(
  index: Readable,
  interfaces: readonly Interface[],
  dissector: Dissector,
  { indices, packets }: Stretch,
): AsyncGenerator<Dissectable, void> {
  for (let from = 0; from < packets.length; ) {
    const first = at(packets, from).index ?? 0;
    const needed = dissector.needed(first, first + runFrom(packets, from));
    const before = await packetsAt(index, interfaces, needed.indices);
    index.requireOpen();
    const to = from + needed.end - first;
    yield { indices: indices.slice(from, to), packets: packets.slice(from, to), before };
    from = to;
  }
}

// How many from this one on are right behind one another.
function runFrom(packets: readonly ReadPacket[], from: number): number {
  const first = at(packets, from).index ?? 0;
  let end = from + 1;
  while (end < packets.length && packets[end]?.index === first + end - from) end += 1;
  return end - from;
}

/**
 * Reads the packets that have to be dissected before packet `i` for its fields: other fragments
 * of datagrams that it completes, and those before a TCP segment in its conversation, in one order.
 * Rejects with the errors of the source, and with `closed`.
 */
export async function packetsBefore(
  index: Readable,
  interfaces: readonly Interface[],
  dissector: Dissector,
  i: number,
): Promise<readonly ReadPacket[]> {
  const packets = await packetsAt(index, interfaces, dissector.plan(i).indices);
  index.requireOpen();
  return packets;
}

/** Packets that are worth reading at once, and where their bytes are. */
interface Reading {
  readonly start: number;
  end: number;
  readonly found: ColumnsOfPacket[];
}

// Those from `indices[begin]` on.
function stretchFrom(columns: ColumnRange, indices: readonly number[], begin: number): Reading {
  const first = packetIn(columns, at(indices, begin));
  const reading = { start: first.offset, end: endOf(first), found: [first] };
  for (let i = begin + 1; i < indices.length && reading.found.length < MOST_PACKETS; i += 1) {
    const next = packetIn(columns, at(indices, i));
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

// Reads the times of packets from the index, in slices between which the page can do other things.

import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { Bins, type Slice } from "./bins.js";
import { firstNot } from "./first-not.js";
import { automaticInterval } from "./intervals.js";

/** Packets of a slice: they are counted in a few milliseconds. */
const sliceLength = 32_768;

/** The packets of a listing whose index is below `end`. */
async function* slicesOf(
  capture: RemoteCapture,
  listing: RemoteListing,
  end: number,
  signal: AbortSignal,
): AsyncGenerator<Slice, void> {
  if (listing === capture.all) {
    for (let from = 0; from < end; from += sliceLength) {
      signal.throwIfAborted();
      yield { columns: await capture.columns.read(from, Math.min(from + sliceLength, end)) };
    }
    return;
  }
  for (let row = 0; row < listing.length; row += sliceLength) {
    signal.throwIfAborted();
    const packets = await listing.packets(row, row + sliceLength);
    yield* slicesAt(capture, packets.subarray(0, firstFrom(packets, end)), signal);
  }
}

/** The packets with these ascending indices; columns of what lies far between them are not read. */
async function* slicesAt(
  capture: RemoteCapture,
  packets: Uint32Array,
  signal: AbortSignal,
): AsyncGenerator<Slice, void> {
  const last = packets.at(-1) ?? 0;
  for (let i = 0; i < packets.length; ) {
    signal.throwIfAborted();
    const from = packets[i] as number;
    const to = Math.min(from + sliceLength, last + 1);
    const next = firstFrom(packets, to);
    yield { columns: await capture.columns.read(from, to), packets: packets.subarray(i, next) };
    i = next;
  }
}

/** Where the first index that is not below `least` stands. */
function firstFrom(packets: Uint32Array, least: number): number {
  return firstNot(packets.length, (at) => (packets[at] as number) < least);
}

/** What is counted, and in which intervals. */
export interface Counting {
  readonly capture: RemoteCapture;
  readonly listing: RemoteListing;
  /** Packets from this index on are left out. */
  readonly end: number;
  readonly signal: AbortSignal;
}

/** Counts the packets by intervals of this length, in nanoseconds. */
export async function countPackets(counting: Counting, interval: bigint): Promise<Bins> {
  const { capture, listing, end, signal } = counting;
  const bins = new Bins(interval);
  for await (const slice of slicesOf(capture, listing, end, signal)) bins.add(slice);
  return bins;
}

/** The interval that suits the span of the packets on so many pixels. */
export async function suitedInterval(counting: Counting, pixels: number): Promise<bigint> {
  return automaticInterval(await spanOf(counting), pixels);
}

/** Nanoseconds from the earliest packet to the latest one. */
async function spanOf({ capture, listing, end, signal }: Counting): Promise<bigint> {
  let earliest: bigint | undefined;
  let latest: bigint | undefined;
  for await (const { columns, packets } of slicesOf(capture, listing, end, signal)) {
    const { from, timestamp, hasTimestamp } = columns;
    const count = packets?.length ?? timestamp.length;
    for (let i = 0; i < count; i++) {
      const at = packets ? (packets[i] as number) - from : i;
      if (hasTimestamp[at] === 0) continue;
      const time = timestamp[at] as bigint;
      if (earliest === undefined || time < earliest) earliest = time;
      if (latest === undefined || time > latest) latest = time;
    }
  }
  return (latest ?? 0n) - (earliest ?? 0n);
}

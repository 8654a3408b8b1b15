// What the core makes of the packets of a capture in batches, while it is read from its first byte on.

import { CaptureError, sourceDiffers } from "../base/capture-error.js";
import type { BatchCore } from "../core/batch-core.js";
import type { DissectModule } from "../core/core.js";
import { packetIn } from "../record/column-range.js";
import type { Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";
import { piecesOf } from "./read-ahead.js";

/** @internal The packets [from, to). */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly signal?: AbortSignal;
}

/** @internal What makes them, in an instance of the core; it says there what is wanted. */
export type MakeBatches<Batch> = (core: DissectModule, isAlone: boolean) => BatchCore<Batch>;

/** @internal Of the packets of a range that match, where a listing of them is given. */
export async function* batchesOf<Batch>(
  index: PacketIndex,
  make: MakeBatches<Batch>,
  { from, to, signal }: Range,
  matching: () => Promise<Listing | undefined>,
): AsyncGenerator<Batch, void> {
  signal?.throwIfAborted();
  const batches = await started(index, make);
  try {
    const rows = await matching();
    const end = endOf(rows, from, to);
    if (from >= end) return;
    batches.choose(from, end, rows && bitsOf(rows, from, end));
    yield* batchesUpTo(index, batches, end, signal);
  } finally {
    batches.delete();
  }
}

/** In the capture's own instance, where it has a summary; else in one for it alone. */
async function started<Batch>(
  index: PacketIndex,
  make: MakeBatches<Batch>,
): Promise<BatchCore<Batch>> {
  const { summary } = index.requireOpen();
  const batches = summary?.batches(make) ?? make(await index.dissectModule(), true);
  try {
    await batches.prepare(index.loadDecode);
    if (!batches.needsLater) return batches;
    if (summary === undefined) throw saidLater();
    summary.informTable(batches);
    return batches;
  } catch (error) {
    batches.delete();
    throw error;
  }
}

/** Reads the capture from its first byte to packet `end`; the next bytes while some are looked at. */
async function* batchesUpTo<Batch>(
  index: PacketIndex,
  batches: BatchCore<Batch>,
  end: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Batch, void> {
  const size = await endOfRecord(index, end - 1);
  let isEmpty = true;
  const given = function* (found: Iterable<Batch>): Generator<Batch, void> {
    for (const batch of found) {
      isEmpty = false;
      yield batch;
      index.requireOpen();
      signal?.throwIfAborted();
    }
  };
  for await (const piece of piecesOf(index, size)) {
    signal?.throwIfAborted();
    yield* given(batches.push(piece));
  }
  index.requireOpen();
  yield* given(batches.finish());
  if (isEmpty && batches.hasAlwaysOne) throw sourceDiffers();
}

/** Where the record of packet `i` ends. */
async function endOfRecord(index: PacketIndex, i: number): Promise<number> {
  const { offset, capturedLength } = packetIn(index.open.columns(i, i + 1), 0);
  const headSize = index.open.headSize(i);
  const head = await index.source.read(offset - headSize, headSize);
  return offset + capturedLength + index.open.tailSize(i, head);
}

function endOf(matching: Listing | undefined, from: number, to: number): number {
  if (matching === undefined) return to;
  const behind = matching.rowOf(to);
  return behind === 0 ? from : Math.max(from, matching.packetOf(behind - 1) + 1);
}

function bitsOf(matching: Listing, from: number, to: number): Uint32Array<ArrayBuffer> {
  const bits = new Uint32Array(Math.ceil((to - from) / 32));
  const end = matching.rowOf(to);
  for (let row = matching.rowOf(from); row < end; row += 1) {
    const bit = matching.packetOf(row) - from;
    const word = Math.floor(bit / 32);
    bits[word] = (bits[word] ?? 0) | (1 << (bit % 32));
  }
  return bits;
}

function saidLater(): CaptureError {
  const message = "The columns have what later packets say: open the capture with summary: true.";
  return new CaptureError("no_summary", message);
}

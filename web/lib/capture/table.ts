// Fields of many packets, as columns.

import { CaptureError, sourceDiffers } from "../base/capture-error.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { rangeOf } from "../base/range.js";
import { requireBooleans, requireChoice, requireSignal } from "../base/require.js";
import { turn } from "../base/turn.js";
import { type ColumnWish, TableCore } from "../core/table-core.js";
import { packetIn } from "../record/column-range.js";
import type { TableBatch, TableColumnOptions } from "../record/table-batch.js";
import { filtered } from "./filter.js";
import type { Listed, Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";

/** Options of {@link Capture.table}. */
export interface TableOptions {
  /** The columns: names of fields, or more of each. None twice. */
  readonly columns: readonly (string | TableColumnOptions)[];
  /** A display filter: rows are the packets that match. */
  readonly filter?: string;
  /** Index of the first packet, by default 0. */
  readonly from?: number;
  /** Index of the packet behind the last, by default the number of packets. */
  readonly to?: number;
  /** Ends it: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

// Bytes of the capture that are read at once.
const STRETCH = 4 * 1024 * 1024;

const NAMES: Names<TableOptions> = {
  columns: true,
  filter: true,
  from: true,
  to: true,
  signal: true,
};
const COLUMN_NAMES: Names<TableColumnOptions> = { field: true, occurrence: true, text: true };

/** @internal The rows of the packets of a capture, in batches. */
export function tableOf(
  index: PacketIndex,
  listed: Listed,
  options: TableOptions,
): AsyncIterable<TableBatch> {
  requireOptions("options", options, NAMES);
  requireSignal(options.signal);
  if (options.filter !== undefined && typeof options.filter !== "string") {
    throw new TypeError("options.filter must be a string");
  }
  const wishes = wishesOf(options.columns);
  const [from, to] = rangeOf(listed.length(), options.from, options.to);
  return batches(index, listed, wishes, { ...options, from, to });
}

async function* batches(
  index: PacketIndex,
  listed: Listed,
  wishes: readonly ColumnWish[],
  { filter, signal, from, to }: TableOptions & { readonly from: number; readonly to: number },
): AsyncGenerator<TableBatch, void> {
  signal?.throwIfAborted();
  const table = await compiled(index, wishes);
  try {
    const matching =
      filter === undefined
        ? undefined
        : await filtered(index, listed, filter, { ...(signal && { signal }) });
    const end = endOf(matching, from, to);
    if (from >= end) return;
    table.choose(from, end, matching && bitsOf(matching, from, end));
    yield* rowsUpTo(index, table, end, signal);
  } finally {
    table.delete();
  }
}

/** A table of the capture's own instance, where it has a summary; else of one for it alone. */
async function compiled(index: PacketIndex, wishes: readonly ColumnWish[]): Promise<TableCore> {
  const { summary } = index.requireOpen();
  const table = summary?.table() ?? (await TableCore.alone(() => index.dissectModule()));
  try {
    table.compile(wishes);
    if (!table.needsLater) return table;
    if (summary === undefined) throw saidLater();
    summary.informTable(table);
    return table;
  } catch (error) {
    table.delete();
    throw error;
  }
}

/** Reads the capture from its first byte to packet `end`; the next bytes while some are looked at. */
async function* rowsUpTo(
  index: PacketIndex,
  table: TableCore,
  end: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<TableBatch, void> {
  const last = packetIn(index.open.columns(end - 1, end), 0);
  const size = last.offset + last.capturedLength;
  const isWhole = end === index.open.length();
  const read = (start: number) => {
    const coming = index.source.read(start, Math.min(STRETCH, size - start));
    coming.catch(() => {}); // it is reported when it is its turn
    return coming;
  };
  let rows = 0;
  const check = () => {
    index.requireOpen();
    signal?.throwIfAborted();
  };
  let coming = read(0);
  for (let start = 0; start < size; start += STRETCH) {
    const bytes = await coming;
    check();
    if (start + STRETCH < size) coming = read(start + STRETCH);
    for (const batch of table.push(bytes)) {
      rows += batch.length;
      yield batch;
      check();
    }
    await turn();
    check();
  }
  for (const batch of table.finish(isWhole)) {
    rows += batch.length;
    yield batch;
    check();
  }
  if (rows === 0) throw sourceDiffers();
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

function wishesOf(columns: unknown): ColumnWish[] {
  if (!Array.isArray(columns)) throw new TypeError("options.columns must be an array");
  if (columns.length === 0) throw new RangeError("options.columns must have a column");
  return columns.map((column, i) => wishOf(`options.columns[${i}]`, column));
}

function wishOf(name: string, column: unknown): ColumnWish {
  if (typeof column === "string") return { field: column, occurrence: "first", text: false };
  requireOptions(name, column, COLUMN_NAMES);
  const { field, occurrence = "first", text = false } = column as TableColumnOptions;
  if (typeof field !== "string") throw new TypeError(`${name}.field must be a string`);
  requireChoice(`columns.occurrence`, occurrence, ["first", "last", "all"]);
  requireBooleans({ text }, ["text"]);
  return { field, occurrence, text };
}

function saidLater(): CaptureError {
  const message =
    "The columns have what later packets say: open the capture with summary: true.";
  return new CaptureError("no_summary", message);
}

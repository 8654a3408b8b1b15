// Fields of many packets, as columns.

import { CaptureError, sourceDiffers } from "../base/capture-error.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { rangeOf } from "../base/range.js";
import { requireBooleans, requireChoice, requireSignal } from "../base/require.js";
import { type ColumnWish, TableCore } from "../core/table-core.js";
import { type CaptureFilterText, requireFilter } from "../filter/filter-text.js";
import { packetIn } from "../record/column-range.js";
import type { TableBatch, TableColumnOptions } from "../record/table-batch.js";
import type { FilterOptions } from "./filter.js";
import { type Listed, Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";
import { piecesOf } from "./read-ahead.js";

/** Options of {@link Capture.table}. */
export interface TableOptions {
  /** The columns: names of fields, or more of each. None twice. */
  readonly columns: readonly (string | TableColumnOptions)[];
  /** Rows are the packets that this filter matches, as {@link Capture.filter} takes it. */
  readonly filter?: string | CaptureFilterText;
  /** Rows are packets of this listing of the same capture. One that still grows is waited for. */
  readonly within?: Listing;
  /** Index of the first packet, by default 0. */
  readonly from?: number;
  /** Index of the packet behind the last, by default the number of packets. */
  readonly to?: number;
  /** Ends it: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** @internal Which packets a filter matches. */
export type Filtering = (
  filter: string | CaptureFilterText,
  options: FilterOptions,
) => Promise<Listing>;

const NAMES: Names<TableOptions> = {
  columns: true,
  filter: true,
  within: true,
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
  filtering: Filtering,
): AsyncIterable<TableBatch> {
  requireOptions("options", options, NAMES);
  const { columns, filter, within, signal } = options;
  requireSignal(signal);
  if (filter !== undefined) requireFilter(filter);
  if (within !== undefined) Listing.chosenIn(within, listed);
  const wishes = wishesOf(columns);
  const [from, to] = rangeOf(listed.length(), options.from, options.to);
  const matching = async () => {
    const chosen = { ...(signal && { signal }), ...(within && { within }) };
    return filter === undefined && within === undefined
      ? undefined
      : filtering(filter ?? "", chosen);
  };
  return batches(index, wishes, { from, to, ...(signal && { signal }) }, matching);
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly signal?: AbortSignal;
}

async function* batches(
  index: PacketIndex,
  wishes: readonly ColumnWish[],
  { from, to, signal }: Range,
  matching: () => Promise<Listing | undefined>,
): AsyncGenerator<TableBatch, void> {
  signal?.throwIfAborted();
  const table = await compiled(index, wishes);
  try {
    const rows = await matching();
    const end = endOf(rows, from, to);
    if (from >= end) return;
    table.choose(from, end, rows && bitsOf(rows, from, end));
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
    table.decodeAs(index.decodeAs);
    await table.compile(wishes, index.loadDecode);
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
  const size = await endOfRecord(index, end - 1);
  let isEmpty = true;
  const given = function* (found: Iterable<TableBatch>): Generator<TableBatch, void> {
    for (const batch of found) {
      isEmpty = false;
      yield batch;
      index.requireOpen();
      signal?.throwIfAborted();
    }
  };
  for await (const piece of piecesOf(index, size)) {
    signal?.throwIfAborted();
    yield* given(table.push(piece));
  }
  index.requireOpen();
  yield* given(table.finish());
  if (isEmpty) throw sourceDiffers();
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
  const message = "The columns have what later packets say: open the capture with summary: true.";
  return new CaptureError("no_summary", message);
}

// Fields of many packets, as columns.

import { type Names, requireOptions } from "../base/option-names.js";
import { rangeOf } from "../base/range.js";
import { requireBooleans, requireChoice, requireSignal } from "../base/require.js";
import { type ColumnWish, TableCore } from "../core/table-core.js";
import { type CaptureFilterText, requireFilter } from "../filter/filter-text.js";
import type { TableBatch, TableColumnOptions } from "../record/table-batch.js";
import { batchesOf, type MakeBatches } from "./batches.js";
import type { FilterOptions } from "./filter.js";
import { type Listed, Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";

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
  const make: MakeBatches<TableBatch> = (core, isAlone) => {
    const table = new TableCore(core, isAlone);
    table.dissectAs(index.choices);
    table.compile(wishes);
    return table;
  };
  return batchesOf(index, make, { from, to, ...(signal && { signal }) }, matching);
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

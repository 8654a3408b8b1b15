// Which packets of a capture a display filter matches.

import { CaptureError, sourceDiffers } from "../base/capture-error.js";
import { turn } from "../base/turn.js";
import type { DissectModule } from "../core/core.js";
import type { SummaryCore } from "../core/core-summary.js";
import { FilterCore } from "../core/filter-core.js";
import type { LoadRegex } from "../core/regex-module.js";
import type { FilterCompletion, FilterReport } from "../record/filter.js";
import type { FoundBits, Search } from "./filter.js";
import type { PacketIndex } from "./packet-index.js";
import { piecesOf } from "./read-ahead.js";

// Packets whose columns are looked at in one go.
const WINDOW = 65536;

/**
 * @internal Of the first `length` packets: by their columns as far as these say it, which takes no byte;
 * then from the first byte on, because what a packet says depends on others.
 */
export async function* searchFields(index: PacketIndex, text: string, length: number): Search {
  const filter = await compiled(index, text);
  try {
    const { summary } = index.requireOpen();
    const known = summary ? yield* fromColumns(index, summary, filter, length) : 0;
    if (known < length) yield* fromBytes(index, filter, length);
  } finally {
    filter.delete();
  }
}

/** A filter of the capture's own instance, where it has a summary; else of one for it alone. */
async function compiled(index: PacketIndex, text: string): Promise<FilterCore> {
  const { summary } = index.requireOpen();
  const filter = summary?.filter() ?? (await FilterCore.alone(() => index.dissectModule()));
  try {
    filter.dissectAs(index.choices);
    await filter.compileOrThrow(text, index);
    if (!filter.needsLater) return filter;
    if (summary === undefined) throw noSummary();
    summary.inform(filter);
    return filter;
  } catch (error) {
    filter.delete();
    throw error;
  }
}

function noSummary(): CaptureError {
  const message =
    "The filter asks for what later packets say: open the capture with summary: true.";
  return new CaptureError("no_summary", message);
}

/** Gives how many packets it has spoken of: all, or those before one whose columns do not say it. */
async function* fromColumns(
  index: PacketIndex,
  summary: SummaryCore,
  filter: FilterCore,
  length: number,
): AsyncGenerator<FoundBits, number> {
  for (let first = 0; first < length; first += WINDOW) {
    const count = Math.min(WINDOW, length - first);
    const { packets, bits } = summary.matching(filter, first, count);
    if (packets > 0) yield { first, packets, bits };
    if (packets < count) return first + packets;
    await turn();
    index.requireOpen();
  }
  return length;
}

/** Reads the capture until all packets were looked at, whose blocks may go on behind them. */
async function* fromBytes(index: PacketIndex, filter: FilterCore, length: number): Search {
  let first = 0;
  const taken = (): FoundBits => {
    const found = { first, ...filter.taken(), exceeded: filter.exceeded };
    first += found.packets;
    return found;
  };
  for await (const piece of piecesOf(index, index.source.size)) {
    if (!filter.push(piece)) throw sourceDiffers();
    yield taken();
    if (first >= length) return;
  }
  if (!filter.finish()) throw sourceDiffers();
  yield taken();
}

/** @internal What is said of a filter's text. */
export async function filterReport(
  load: () => Promise<DissectModule>,
  loadRegex: LoadRegex,
  text: string,
): Promise<FilterReport> {
  return withFilter(load, text, (filter) => filter.compile(text, loadRegex));
}

/** @internal What may stand at a cursor in a filter. */
export async function filterCompletions(
  load: () => Promise<DissectModule>,
  text: string,
  cursor: number,
): Promise<readonly FilterCompletion[]> {
  return withFilter(load, text, (filter) => filter.complete(text, cursor));
}

async function withFilter<T>(
  load: () => Promise<DissectModule>,
  text: unknown,
  ask: (filter: FilterCore) => T | Promise<T>,
): Promise<T> {
  if (typeof text !== "string") throw new TypeError("text must be a string");
  const filter = await FilterCore.alone(load);
  try {
    return await ask(filter);
  } finally {
    filter.delete();
  }
}

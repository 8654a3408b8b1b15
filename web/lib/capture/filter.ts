// Display filters over a capture.

import { onAbort } from "../base/abort.js";
import { BitSet } from "../base/bit-set.js";
import { CaptureError, sourceDiffers } from "../base/capture-error.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireCallback, requireSignal } from "../base/require.js";
import { turn } from "../base/turn.js";
import type { DissectModule } from "../core/core.js";
import { FilterCore } from "../core/filter-core.js";
import { packetIn } from "../record/column-range.js";
import type { FilterCompletion, FilterReport } from "../record/filter.js";
import { Growth } from "./growth.js";
import { type Listed, Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";

/** How far a filter has come. */
export interface FilterProgress {
  /** Packets that it has looked at. */
  readonly packets: number;
  /** Packets of the capture. */
  readonly total: number;
  /** Packets that match so far. */
  readonly matched: number;
}

/** Options of {@link Capture.filter}. */
export interface FilterOptions {
  /** Stops it until it resolves: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called every few MiB of the capture, and when all was looked at. */
  readonly onProgress?: (progress: FilterProgress) => void;
  /** Resolves at once, with a listing that grows until all was looked at, or it is closed. */
  readonly growing?: boolean;
}

// Bytes of the capture that are read at once.
const STRETCH = 4 * 1024 * 1024;

const NAMES: Names<FilterOptions> = { signal: true, onProgress: true, growing: true };

/** @internal The packets of a capture that match. */
export async function filtered(
  index: PacketIndex,
  listed: Listed,
  text: string,
  options: FilterOptions,
): Promise<Listing> {
  requireText(text);
  checkOptions(options);
  const { signal, growing } = options;
  signal?.throwIfAborted();
  const filter = await compiled(index, text);
  const chosen = new BitSet();
  const growth = new Growth();
  const unfollow = signal && onAbort(signal, () => growth.end({ reason: signal.reason }));
  const columns = fromColumns(index, filter, options);
  columns
    .then((known) => known ?? new Run(index, filter, chosen, growth, options).toTheEnd())
    .then(
      () => growth.end(),
      (reason) => growth.end({ reason }),
    )
    .finally(() => filter.delete());
  try {
    const known = await columns;
    if (known) return Listing.of(listed, known);
    if (!growing) await growth.until(() => false);
  } finally {
    unfollow?.();
  }
  return Listing.of(listed, chosen, growth);
}

/** A filter of the capture's own instance, where it has a summary; else of one for it alone. */
async function compiled(index: PacketIndex, text: string): Promise<FilterCore> {
  const { summary } = index.requireOpen();
  const filter = summary?.filter() ?? (await FilterCore.alone(() => index.dissectModule()));
  const { error } = filter.compile(text);
  const needsLater = !error && filter.needsLater;
  if (!error && !(needsLater && !summary)) {
    if (needsLater) summary?.inform(filter);
    return filter;
  }
  filter.delete();
  if (error) throw new CaptureError("invalid_filter", error.message, { offset: error.column });
  const message =
    "The filter asks for what later packets say: open the capture with summary: true.";
  throw new CaptureError("no_summary", message);
}

// Packets whose columns are looked at in one go.
const WINDOW = 65536;

/**
 * The packets that match, where their columns say it of all: no byte is read. Undefined where they do
 * not.
 */
async function fromColumns(
  index: PacketIndex,
  filter: FilterCore,
  { signal, onProgress }: FilterOptions,
): Promise<BitSet | undefined> {
  const { summary } = index.requireOpen();
  if (summary === undefined) return undefined;
  const chosen = new BitSet();
  const total = index.open.length();
  while (chosen.size < total) {
    const count = Math.min(WINDOW, total - chosen.size);
    const { packets, bits } = summary.matching(filter, chosen.size, count);
    if (packets < count) return undefined;
    chosen.append(bits, count);
    await turn();
    index.requireOpen();
    signal?.throwIfAborted();
  }
  onProgress?.({ packets: total, total, matched: chosen.count });
  return chosen;
}

class Run {
  readonly #index: PacketIndex;
  readonly #filter: FilterCore;
  readonly #chosen: BitSet;
  readonly #growth: Growth;
  readonly #onProgress: FilterOptions["onProgress"];
  readonly #length: number;

  constructor(
    index: PacketIndex,
    filter: FilterCore,
    chosen: BitSet,
    growth: Growth,
    { onProgress }: FilterOptions,
  ) {
    this.#index = index;
    this.#filter = filter;
    this.#chosen = chosen;
    this.#growth = growth;
    this.#onProgress = onProgress;
    this.#length = index.open.length();
  }

  /** Reads the capture from its first byte to its last packet; the next bytes while some are looked at. */
  async toTheEnd(): Promise<void> {
    const end = this.#end();
    const read = (from: number) => {
      const coming = this.#index.source.read(from, Math.min(STRETCH, end - from));
      coming.catch(() => {}); // it is reported when it is its turn
      return coming;
    };
    let coming = end > 0 ? read(0) : undefined;
    for (let from = 0; coming !== undefined; from += STRETCH) {
      const bytes = await coming;
      this.#index.requireOpen();
      if (!this.#growth.isGrowing) return;
      coming = from + STRETCH < end ? read(from + STRETCH) : undefined;
      await this.#push(bytes);
    }
    this.#filter.finish();
    this.#take();
    if (this.#chosen.size < this.#length) {
      throw sourceDiffers();
    }
  }

  // Where the last packet ends.
  #end(): number {
    if (this.#length === 0) return 0;
    const last = packetIn(this.#index.open.columns(this.#length - 1, this.#length), 0);
    return last.offset + last.capturedLength;
  }

  async #push(bytes: Uint8Array): Promise<void> {
    const most = 1024 * 1024;
    for (let at = 0; at < bytes.length && this.#growth.isGrowing; at += most) {
      this.#filter.push(bytes.subarray(at, at + most));
      this.#take();
      await turn();
    }
  }

  #take(): void {
    const { packets, bits } = this.#filter.taken();
    this.#chosen.append(bits, Math.min(packets, this.#length - this.#chosen.size));
    if (packets > 0) this.#growth.grew();
    const { size, count } = this.#chosen;
    this.#onProgress?.({ packets: size, total: this.#length, matched: count });
  }
}

/** @internal What is said of a filter's text. */
export async function filterReport(
  load: () => Promise<DissectModule>,
  text: string,
): Promise<FilterReport> {
  requireText(text);
  return withFilter(load, (filter) => filter.compile(text));
}

/** @internal What may stand at a cursor in a filter. */
export async function filterCompletions(
  load: () => Promise<DissectModule>,
  text: string,
  cursor: number,
): Promise<readonly FilterCompletion[]> {
  requireText(text);
  return withFilter(load, (filter) => filter.complete(text, cursor));
}

async function withFilter<T>(
  load: () => Promise<DissectModule>,
  ask: (filter: FilterCore) => T,
): Promise<T> {
  const filter = await FilterCore.alone(load);
  try {
    return ask(filter);
  } finally {
    filter.delete();
  }
}

function requireText(text: unknown): void {
  if (typeof text !== "string") throw new TypeError("text must be a string");
}

function checkOptions(options: FilterOptions): void {
  requireOptions("options", options, NAMES);
  requireSignal(options.signal);
  requireCallback("onProgress", options.onProgress);
  requireBooleans(options, ["growing"]);
}

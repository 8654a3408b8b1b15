// Filters over a capture.

import { onAbort } from "../base/abort.js";
import { at } from "../base/at.js";
import { BitSet } from "../base/bit-set.js";
import { sourceDiffers } from "../base/capture-error.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireCallback, requireSignal } from "../base/require.js";
import type { PacketBits } from "../core/filter-core.js";
import { Growth } from "./growth.js";
import { type Listed, Listing } from "./listing.js";

/** How far a filter has come. */
export interface FilterProgress {
  /** Packets that it has looked at. */
  readonly packets: number;
  /** Packets of the capture. */
  readonly total: number;
  /** Packets that match so far. */
  readonly matched: number;
  /** Packets that took more steps than are allowed so far, as hostile patterns do: they do not match. */
  readonly exceeded: number;
}

/** Options of {@link Capture.filter}. */
export interface FilterOptions {
  /** Stops it until it resolves: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called every few MiB of the capture, and when all was looked at. */
  readonly onProgress?: (progress: FilterProgress) => void;
  /** Resolves early, with a listing that grows until all was looked at, or it is closed. */
  readonly growing?: boolean;
  /**
   * Only packets of this listing of the same capture match: those of another filter, for example. One
   * that still grows is waited for.
   */
  readonly within?: Listing;
}

const NAMES: Names<FilterOptions> = {
  signal: true,
  onProgress: true,
  growing: true,
  within: true,
};

/** @internal Of the packets from the first on, whether they match. */
export type Search = AsyncGenerator<FoundBits, void>;

/** @internal Packets behind one another, the first of which has the index `first`. */
export interface FoundBits extends PacketBits {
  readonly first: number;
  /** How many packets so far took more than is allowed; by default none. */
  readonly exceeded?: number;
}

/** @internal Throws a TypeError that says what is wrong. */
export function requireFilterOptions(options: FilterOptions): void {
  requireOptions("options", options, NAMES);
  requireSignal(options.signal);
  requireCallback("onProgress", options.onProgress);
  requireBooleans(options, ["growing"]);
}

/** @internal The packets that a search finds among the first `length`. */
export async function found(
  search: Search,
  listed: Listed,
  length: number,
  { signal, onProgress, growing, within }: FilterOptions,
): Promise<Listing> {
  signal?.throwIfAborted();
  const allowed = within !== undefined ? Listing.chosenIn(within, listed) : undefined;
  const chosen = new BitSet();
  const growth = new Growth();
  const unfollow = signal && onAbort(signal, () => growth.end({ reason: signal.reason }));
  const collect = async () => {
    await allowed?.growth?.until(() => false);
    for await (const bits of search) {
      if (!growth.isGrowing) return;
      take(bits, chosen, length, allowed?.chosen);
      growth.grew();
      const { exceeded = 0 } = bits;
      onProgress?.({ packets: chosen.size, total: length, matched: chosen.count, exceeded });
    }
    if (chosen.size < length) throw sourceDiffers();
  };
  collect().then(
    () => growth.end(),
    (reason) => growth.end({ reason }),
  );
  try {
    await growth.until(() => growing === true && chosen.size > 0);
  } finally {
    unfollow?.();
  }
  return Listing.of(listed, chosen, growth);
}

/** Takes those that were not looked at before. */
function take(
  { first, packets, bits }: FoundBits,
  chosen: BitSet,
  length: number,
  allowed: BitSet | undefined,
): void {
  const known = chosen.size - first;
  const count = Math.min(packets, length - first) - known;
  if (count <= 0) return;
  if (allowed) keep(bits, first, allowed);
  chosen.append(bits, count, known);
}

/** Leaves only the bits of packets in a set. */
function keep(bits: Uint32Array, first: number, allowed: BitSet): void {
  for (let word = 0; word < bits.length; word += 1) {
    for (let left = at(bits, word); left !== 0; left &= left - 1) {
      const bit = 31 - Math.clz32(left & -left);
      if (!allowed.has(first + 32 * word + bit)) bits[word] = at(bits, word) & ~(1 << bit);
    }
  }
}

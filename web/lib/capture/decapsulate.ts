// Decapsulating: from a packet's bytes to its headers.
import { type Names, requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";
import { type LoadDissect, sharedDissector } from "../core/dissector.js";
import type { Decapsulated } from "../record/decapsulated.js";

/** Options of {@link Capture.decapsulate}. */
export interface SeedOptions {
  /** The seed of Community IDs, from 0 (the default) to 65535. */
  readonly seed?: number;
}

/** What {@link decapsulate} has to know of a packet. */
export interface DecapsulateOptions extends SeedOptions {
  /** LINKTYPE_ number: what the first bytes are. */
  readonly linkType: number;
  /** Bytes the packet had on the wire; by default those that are there. */
  readonly originalLength?: number;
}

const SEED_NAMES: Names<SeedOptions> = { seed: true };
const NAMES: Names<DecapsulateOptions> = { ...SEED_NAMES, linkType: true, originalLength: true };

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

/** @internal The record of bytes that belong to no capture. */
export async function decapsulateBytes(
  load: LoadDissect,
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  requireOptions("options", options, NAMES);
  const { linkType, originalLength = bytes?.length, seed = 0 } = options;
  if (Object.prototype.toString.call(bytes) !== "[object Uint8Array]") {
    throw new TypeError("bytes must be a Uint8Array");
  }
  requireIndex("options.linkType", linkType, 0, MOST_16);
  requireIndex("options.originalLength", originalLength, 0, MOST_32);
  requireSeed(seed);
  const dissector = await sharedDissector(load);
  return dissector.headers({ bytes, originalLength, linkType }, seed);
}

/** @internal The seed of Community IDs. Throws a TypeError or RangeError. */
export function seedOf(options: SeedOptions): number {
  requireOptions("options", options, SEED_NAMES);
  const { seed = 0 } = options;
  requireSeed(seed);
  return seed;
}

function requireSeed(seed: number): void {
  requireIndex("seed", seed, 0, MOST_16);
}

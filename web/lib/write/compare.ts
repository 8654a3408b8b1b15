// Two captures compared packet by packet.

import { unlessAborted } from "../base/abort.js";
import { Held } from "../base/held.js";
import type { Jsonable } from "../base/json.js";
import type { Names } from "../base/option-names.js";
import { requireChoice, requireTexts } from "../base/require.js";
import { isLate, nextTask } from "../base/turn.js";
import { requireAddress } from "../core/core-buffer.js";
import { giveBack } from "../core/core-guard.js";
import { readDescription } from "../core/description.js";
import type { CoreComparing, EditModule } from "../core/edit-module.js";
import { failure, reportIssues } from "../event/core-input.js";
import type { CaptureSource } from "../source/open-source.js";
import { READ_NAMES, type ReadOptions, requireReadOptions } from "../source/read-options.js";
import { type Opened, openHeld, pushNext } from "./several.js";
import type { Writing } from "./writer.js";

/** Options of {@link compare}. */
export interface CompareOptions extends ReadOptions {
  /**
   * Packets are the same one that have the same bytes, `"content"`, which it is by default, the same
   * time or the same number.
   */
  readonly by?: "content" | "time" | "number";
  /**
   * What may differ: an aspect, `"ttl"`, `"checksum"`, `"mac"`, `"id"` (of IPv4), or a field by its name,
   * such as `"tcp.window_size_value"`.
   */
  readonly ignore?: readonly string[];
}

/**
 * What two packets differ in: the time, the captured bytes, the original length, the link type, and of
 * pcapng the comments and the other options of their blocks.
 */
export type Aspect = "time" | "bytes" | "length" | "link-type" | "comments" | "options";

/** A packet of one of the captures. */
export interface ComparedPacket {
  /** Its number, from 1. */
  readonly packet: number;
  /** Nanoseconds since 1970-01-01 UTC; 0 where it has no time, or times may differ. */
  readonly timestamp: bigint;
  /** Bytes. */
  readonly capturedLength: number;
}

/** One difference. */
export interface PacketDifference extends Jsonable {
  readonly difference: "only in A" | "only in B" | "changed" | "moved";
  /** As far as the packet is there. */
  readonly a?: ComparedPacket;
  readonly b?: ComparedPacket;
  /** What has changed. */
  readonly aspects: readonly Aspect[];
  /** It stands elsewhere among the others; what has changed may have moved too. */
  readonly moved: boolean;
}

/** How many packets there are of each kind. */
export interface ComparisonCounts extends Jsonable {
  readonly same: number;
  readonly changed: number;
  readonly moved: number;
  readonly onlyInA: number;
  readonly onlyInB: number;
}

/** Differences that were found since the last ones, and the counts of all so far. */
export interface Compared {
  readonly differences: readonly PacketDifference[];
  readonly counts: ComparisonCounts;
}

// Bytes that are read at a time: all their packets are compared without a turn of the event loop.
const BLOCK = 64 * 1024;

// The order is that of PairBy in cpp/edit/compare/comparison.h.
const PAIR_BY = ["content", "time", "number"];

const NAMES: Names<CompareOptions> = { ...READ_NAMES, by: true, ignore: true };

/** @internal Throws a TypeError or RangeError that says what is wrong. */
export function requireCompareOptions(options: CompareOptions): void {
  requireReadOptions(options, NAMES);
  requireChoice("by", options.by, PAIR_BY);
  requireTexts("ignore", options.ignore);
}

/** @internal compare on a given platform. */
export function compareOn(
  platform: Writing,
  a: CaptureSource,
  b: CaptureSource,
  options: CompareOptions,
): AsyncGenerator<Compared, void> {
  requireCompareOptions(options);
  const held = new Held();
  const found = compared(platform, [a, b], options, held);
  held.ownedBy(found);
  return found;
}

async function* compared(
  platform: Writing,
  sources: readonly CaptureSource[],
  options: CompareOptions,
  held: Held,
): AsyncGenerator<Compared, void> {
  const { signal } = options;
  signal?.throwIfAborted();
  const module = await unlessAborted(platform.loadEdit(), signal);
  try {
    const comparing = makeComparing(module, options);
    held.add(() => giveBack(module));
    held.add(() => comparing.delete());
    const opened: Opened[] = [];
    for (const source of sources) opened.push(await openHeld(platform, source, options, held));
    for (let side = comparing.wants(); side >= 0; side = comparing.wants()) {
      const one = opened[side] as Opened;
      const isGood = await pushNext(module, comparing, side, one, options, BLOCK);
      reportIssues(module, comparing, options);
      yield* differencesOf(module, comparing, signal);
      if (!isGood) throw failure(module, comparing);
    }
    for (let isDone = false; !isDone; ) {
      isDone = comparing.compareLeft();
      yield* differencesOf(module, comparing, signal);
    }
    yield { differences: [], counts: countsOf(module, comparing) };
  } finally {
    held.close();
  }
}

function makeComparing(module: EditModule, options: CompareOptions): CoreComparing {
  const { by = "content", ignore = [] } = options;
  const { strict = false, strictSnaplen = false, applyTimeZone = false } = options;
  const reading = [strict, strictSnaplen, applyTimeZone] as const;
  const comparing = new module.Comparing(PAIR_BY.indexOf(by), ...reading);
  for (const word of ignore) {
    const wrong = comparing.ignore(word);
    if (wrong === "") continue;
    comparing.delete();
    giveBack(module);
    throw new RangeError(`options.ignore has ${JSON.stringify(word)}: ${wrong}`);
  }
  return comparing;
}

// What was found since the last time; and where work has gone on for long, how far it is.
async function* differencesOf(
  module: EditModule,
  comparing: CoreComparing,
  signal: AbortSignal | undefined,
): AsyncGenerator<Compared, void> {
  for (;;) {
    const address = requireAddress(comparing.differences());
    const differences = readDescription(module.HEAPU8, address) as PacketDifference[];
    const hasTurn = isLate();
    if (hasTurn) {
      await nextTask();
      signal?.throwIfAborted();
    }
    const isEnd = differences.length === 0;
    if (!isEnd || hasTurn) yield { differences, counts: countsOf(module, comparing) };
    if (isEnd) return;
  }
}

function countsOf(module: EditModule, comparing: CoreComparing): ComparisonCounts {
  const address = requireAddress(comparing.counts());
  return readDescription(module.HEAPU8, address) as ComparisonCounts;
}

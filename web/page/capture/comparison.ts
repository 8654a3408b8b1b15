// What differs between the open capture and another one: asked for, and what was found so far.

import type { ComparisonCounts, PacketDifference } from "packetglass";
import { compare, type RemoteCapture } from "packetglass/worker";
import { type Failure, failureOf } from "./capture-failure.js";
import { type Choice, obtainSource } from "./obtain-source.js";
import { throttled } from "./throttled.js";

/** By what packets are the same one. */
export type PairBy = "content" | "time" | "number";

/** What is asked: the other capture, and what counts. */
export interface ComparisonQuestion {
  readonly other: File;
  readonly by: PairBy;
  /** Words of the option `ignore`. */
  readonly ignore: readonly string[];
}

/** A difference in the list. */
export interface DifferenceRow extends Omit<PacketDifference, "toJSON"> {
  /** Its number in the list, from 0. */
  readonly number: number;
}

/** A kind of difference. */
export type DifferenceKind = PacketDifference["difference"];

export interface Comparison {
  readonly rows: readonly DifferenceRow[];
  readonly counts: ComparisonCounts;
  /** Both captures were read. */
  readonly isDone: boolean;
}

/** What a view of a capture shows of a comparison, or why there is none. */
export interface ComparisonState {
  readonly question: ComparisonQuestion;
  readonly comparison?: Comparison;
  readonly failure?: Failure;
}

/** Rows of each kind in the list; all are counted. */
export const mostRows = 10_000;

const states = new WeakMap<RemoteCapture, ComparisonState>();

/** What was last found for a capture, when its view is shown again. */
export function lastComparison(capture: RemoteCapture): ComparisonState | undefined {
  return states.get(capture);
}

/**
 * Compares a capture with another one and shows what was found now and then, until the signal is aborted.
 * `choice` is what it was opened from: both are read from their beginnings, in the worker.
 */
export async function followComparison(
  capture: RemoteCapture,
  choice: Choice,
  question: ComparisonQuestion,
  signal: AbortSignal,
  show: (state: ComparisonState) => void,
): Promise<void> {
  const showWanted = (state: ComparisonState) => {
    if (signal.aborted) return;
    states.set(capture, state);
    show(state);
  };
  const showSome = throttled((comparison: Comparison) => showWanted({ question, comparison }));
  showWanted({ question });
  try {
    let last: Comparison | undefined;
    for await (const comparison of comparisons(choice, question, signal)) {
      last = comparison;
      showSome(comparison);
    }
    if (last) showWanted({ question, comparison: { ...last, isDone: true } });
  } catch (reason) {
    showWanted({ question, failure: failureOf(reason) });
  }
}

async function* comparisons(
  choice: Choice,
  { other, by, ignore }: ComparisonQuestion,
  signal: AbortSignal,
): AsyncGenerator<Comparison, void> {
  const source = await obtainSource(choice.source, signal);
  const { maxDecompressed } = choice;
  const limit = maxDecompressed === undefined ? {} : { maxDecompressed };
  const rows: DifferenceRow[] = [];
  const listed = new Map<DifferenceKind, number>();
  const options = { by, ignore, signal, ...limit };
  for await (const { differences, counts } of compare(source, other, options)) {
    for (const found of differences) {
      const before = listed.get(found.difference) ?? 0;
      if (before === mostRows) continue;
      listed.set(found.difference, before + 1);
      rows.push({ ...found, number: rows.length });
    }
    yield { rows: [...rows], counts, isDone: false };
  }
}

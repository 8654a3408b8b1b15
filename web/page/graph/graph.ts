// What an I/O graph shows: the packets of a listing, and series of some of them. No DOM.

import type { Failure } from "../capture/capture-failure.js";
import { formatSeconds, formatUtc } from "../text/format-time.js";
import { type Bin, startOf } from "./bins.js";
import { firstNot } from "./first-not.js";
import { type Unit, valueIn } from "./units.js";

/** The packets that are shown, counted. */
export interface Graph {
  /** In nanoseconds. */
  readonly interval: bigint;
  /** That the interval was to be shorter: too many would have packets. */
  readonly isLonger: boolean;
  /** Ascending; those without packets are left out. */
  readonly bins: readonly Bin[];
  readonly packets: number;
  readonly withoutTime: number;
  readonly outOfOrder: number;
}

/** Those of the packets that a display filter matches, in the same intervals. */
export interface Series {
  readonly filter: string;
  /** As many as the graph has, undefined where it has no packets; absent while they are not counted. */
  readonly bins?: readonly (Bin | undefined)[];
  readonly failure?: Failure;
}

/** Series besides that of all shown packets. */
export const mostSeries = 4;

/** For each interval of a graph the one of `own` that starts then. Both ascend. */
export function aligned(
  { bins }: Pick<Graph, "bins">,
  own: readonly Bin[],
): readonly (Bin | undefined)[] {
  let at = 0;
  return bins.map(({ start }) => {
    while (at < own.length && (own[at] as Bin).start < start) at += 1;
    return own[at]?.start === start ? own[at] : undefined;
  });
}

/** What a plot draws: values from each `x` to the next one. */
export interface Points {
  /** Seconds since `origin`, ascending. */
  readonly x: readonly number[];
  /** Of all shown packets, then of each series. */
  readonly values: readonly (readonly number[])[];
}

/**
 * At most two points for each of `columns`: where there are more intervals with packets, a column has the
 * highest value of each series. Zeros stand where a gap begins, whatever its length.
 */
export function pointsOf(
  graph: Graph,
  series: readonly Series[],
  unit: Unit,
  { origin, columns }: { readonly origin: bigint; readonly columns: number },
): Points {
  const x: number[] = [];
  const values: number[][] = [[], ...series.map(() => [])];
  const width = columnWidth(graph, columns);
  let end: bigint | undefined;
  const push = (time: bigint, all: readonly number[]) => {
    x.push(secondsSince(origin, time));
    for (const [i, list] of values.entries()) list.push(all[i] ?? 0);
  };
  for (const [i, { start }] of graph.bins.entries()) {
    const all = valuesAt(graph, series, unit, i);
    if (end !== undefined && start < end) {
      for (const [at, list] of values.entries()) list.push(Math.max(list.pop() ?? 0, all[at] ?? 0));
      continue;
    }
    const from = startOf(start, width);
    if (end !== undefined && from > end) push(end, []);
    push(from, all);
    end = from + width;
  }
  if (end !== undefined) push(end, []);
  return { x, values };
}

/** Nanoseconds of a column: whole intervals. */
function columnWidth({ bins, interval }: Graph, columns: number): bigint {
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last || bins.length <= columns) return interval;
  const all = (last.start - first.start) / interval + 1n;
  const most = BigInt(columns);
  return interval * ((all + most - 1n) / most);
}

/** Whether a plot of so many columns has the highest of several intervals in each. */
export function hasHighestOnly(graph: Graph, columns: number): boolean {
  return columnWidth(graph, columns) > graph.interval;
}

/** The values of one of the intervals: of all shown packets, then of each series. */
export function valuesAt(
  { bins, interval }: Graph,
  series: readonly Series[],
  unit: Unit,
  at: number,
): readonly number[] {
  const values = [valueIn(bins[at], interval, unit)];
  for (const { bins: own } of series) values.push(valueIn(own?.[at], interval, unit));
  return values;
}

/** Seconds from one time to another, as a plot has them. */
export function secondsSince(origin: bigint, time: bigint): number {
  return Number(time - origin) / 1e9;
}

/** Index of the last interval that starts at `time` or before; -1 where none does. */
export function binAt({ bins }: Graph, time: bigint): number {
  return firstNot(bins.length, (at) => (bins[at] as Bin).start <= time) - 1;
}

/** Where the peaks are: indices of the highest intervals of all shown packets, the highest first. */
export function peaksOf({ bins, interval }: Graph, unit: Unit, count: number): readonly number[] {
  const value = (at: number) => valueIn(bins[at], interval, unit);
  const peaks: number[] = [];
  for (let at = 0; at < bins.length; at++) {
    if (peaks.length === count && value(at) <= value(peaks[count - 1] as number)) continue;
    const behind = peaks.findIndex((each) => value(each) < value(at));
    peaks.splice(behind < 0 ? peaks.length : behind, 0, at);
    peaks.length = Math.min(peaks.length, count);
  }
  return peaks;
}

/** The highest interval from `from` to `to`, the earliest of those. */
export function highestIn(graph: Graph, unit: Unit, from: number, to: number): number {
  let highest = from;
  const value = (at: number) => valueIn(graph.bins[at], graph.interval, unit);
  for (let at = from + 1; at <= to; at++) if (value(at) > value(highest)) highest = at;
  return highest;
}

/** The display filter for packets from interval `from` to interval `to`, both with them. */
export function filterOfRange({ bins, interval }: Graph, from: number, to: number): string {
  const epoch = (time: bigint) => formatSeconds(time, 0n);
  const [first, last] = [bins[from] as Bin, bins[to] as Bin];
  const end = epoch(last.start + interval - 1n);
  return `frame.time_epoch >= ${epoch(first.start)} and frame.time_epoch <= ${end}`;
}

/** The start of an interval with the digits that tell it from others: `2023-11-14 22:13:20.1`, UTC. */
export function formatStart(start: bigint, interval: bigint): string {
  const digits = [0, 3, 6].find((each) => (interval * 10n ** BigInt(each)) % 1_000_000_000n === 0n);
  return formatUtc(start, digits ?? 9);
}

/** All intervals that have packets, as CSV: packets and bytes of each series. */
export function csvOf(graph: Graph, series: readonly Series[]): string {
  const names = ["shown packets", ...series.map(({ filter }) => filter)];
  const head = ["start (UTC)", "frame.time_epoch", "interval (s)"];
  const columns = names.flatMap((name) => [`${name}: packets`, `${name}: bytes`]);
  const lines = [[...head, ...columns].map(quoted).join(",")];
  for (const [at, bin] of graph.bins.entries()) {
    const all = [bin, ...series.map(({ bins }) => bins?.[at])];
    const counts = all.flatMap((each) => [each?.packets ?? 0, each?.bytes ?? 0]);
    const { start } = bin;
    const times = [formatUtc(start), formatSeconds(start, 0n), formatSeconds(graph.interval, 0n)];
    lines.push([...times, ...counts].join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

// An I/O graph as its view needs it: counted when it is shown or asked for differently.

import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Failure, failureOf } from "../capture/capture-failure.js";
import { type Counting, countPackets, suitedInterval } from "./count-packets.js";
import { aligned, type Graph, mostSeries, type Series } from "./graph.js";
import { type IntervalName, lengthOf } from "./intervals.js";
import type { Unit } from "./units.js";

/** What is chosen; it is kept as long as its capture is open. */
export interface GraphSettings {
  readonly interval: IntervalName;
  readonly unit: Unit;
  /** Display filters of the series besides that of all shown packets. */
  readonly filters: readonly string[];
}

const settingsOf = new WeakMap<RemoteCapture, GraphSettings>();

/** What is chosen for a capture; and the function that changes some of it. */
export function useGraphSettings(capture: RemoteCapture) {
  const before: GraphSettings = { interval: "auto", unit: "packets/s", filters: [] };
  const [settings, setSettings] = useState(() => settingsOf.get(capture) ?? before);
  const change = (some: Partial<GraphSettings>) => {
    const next = { ...settings, ...some };
    settingsOf.set(capture, next);
    setSettings(next);
  };
  return [settings, change] as const;
}

/** A graph, and what it was counted of. */
interface Counted {
  readonly listing: RemoteListing;
  readonly end: number;
  readonly graph: Graph;
}

export interface GraphState {
  /** What was counted last, until what is asked for now is there. */
  readonly graph?: Graph | undefined;
  readonly series: readonly Series[];
  readonly failure?: Failure | undefined;
  readonly isCounting: boolean;
}

/** Counts the packets of a listing, of which a plot has so many pixels; 0: not known yet. */
export function useGraph(
  capture: RemoteCapture,
  listing: RemoteListing,
  { interval, filters }: GraphSettings,
  pixels: number,
): GraphState {
  const [counted, setCounted] = useState<Counted>();
  const [failure, setFailure] = useState<Failure>();
  const [isCounting, setCounting] = useState(true);
  const [found, setFound] = useState<{
    readonly of: Counted;
    readonly series: readonly Series[];
  }>();
  const { growing } = listing;
  const isAutomatic = interval === "auto";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come since is counted at the end.
  useEffect(() => {
    if (pixels === 0) return;
    setCounting(true);
    return follow(async (signal, isWanted) => {
      const counting = { capture, listing, end: capture.length, signal };
      const graph = await countShown(counting, lengthOf(interval), pixels);
      if (!isWanted()) return;
      setCounted({ listing, end: counting.end, graph });
      setCounting(false);
      setFailure(undefined);
    }, setFailure);
  }, [capture, listing, growing, interval, isAutomatic ? pixels : 0, pixels === 0]);
  useEffect(() => {
    if (!counted) return;
    const known = filters.map((filter): Series => ({ filter }));
    return follow(async (signal, isWanted) => {
      for (const [i, { filter }] of known.entries()) {
        const one = await countSeries(capture, counted, filter, signal);
        if (!isWanted()) return;
        known[i] = one;
        setFound({ of: counted, series: [...known] });
      }
    }, setFailure);
  }, [capture, counted, filters]);
  // Series of another graph, and those that were removed, are not shown.
  const series = useMemo(
    () =>
      filters.map((filter): Series => {
        const own = found?.of === counted ? found?.series : undefined;
        return own?.find((each) => each.filter === filter) ?? { filter };
      }),
    [filters, found, counted],
  );
  return { graph: counted?.graph, series, failure, isCounting };
}

/** Does something until it is not wanted any more; gives what stops it. */
function follow(
  work: (signal: AbortSignal, isWanted: () => boolean) => Promise<void>,
  fail: (failure: Failure) => void,
): () => void {
  const stop = new AbortController();
  const isWanted = () => !stop.signal.aborted;
  work(stop.signal, isWanted).catch((reason: unknown) => {
    if (isWanted()) fail(failureOf(reason));
  });
  return () => stop.abort();
}

async function countShown(
  counting: Counting,
  wanted: bigint | undefined,
  pixels: number,
): Promise<Graph> {
  const interval = wanted ?? (await suitedInterval(counting, pixels));
  const bins = await countPackets(counting, interval);
  const { packets, withoutTime, outOfOrder } = bins;
  const isLonger = bins.interval !== interval;
  const counts = { packets, withoutTime, outOfOrder };
  return { interval: bins.interval, isLonger, bins: bins.sorted(), ...counts };
}

/** Series that were filtered once are counted again without it. */
const filtered = new WeakMap<RemoteListing, Map<string, RemoteListing>>();

async function countSeries(
  capture: RemoteCapture,
  { listing: within, end, graph }: Counted,
  filter: string,
  signal: AbortSignal,
): Promise<Series> {
  try {
    const known = filtered.get(within) ?? new Map<string, RemoteListing>();
    const listing = known.get(filter) ?? (await capture.filter(filter, { within, signal }));
    if (known.size > 2 * mostSeries) known.clear();
    if (!within.growing) filtered.set(within, known.set(filter, listing));
    const bins = await countPackets({ capture, listing, end, signal }, graph.interval);
    return { filter, bins: aligned(graph, bins.sorted()) };
  } catch (reason) {
    signal.throwIfAborted();
    return { filter, failure: failureOf(reason) };
  }
}

// What the axis of time of a plot counts from.
import { type Graph, secondsSince } from "./graph.js";

/** From this span on the axis has the time of day, in seconds. */
const clockSpan = 60;

/** Whether the axis has times of day, in UTC, and not seconds since the first interval. */
export function hasClock({ bins, interval }: Graph): boolean {
  const [first, last] = [bins[0], bins.at(-1)];
  return first && last ? secondsSince(first.start, last.start + interval) >= clockSpan : false;
}

/** The time that the plot counts its seconds from. */
export function originOf(graph: Graph): bigint {
  return hasClock(graph) ? 0n : (graph.bins[0]?.start ?? 0n);
}

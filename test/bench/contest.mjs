// Measuring in turn: A B C, B C A, … so that a slow moment of the machine meets all of them.
import { setTimeout } from "node:timers/promises";

// What one leaves behind (memory to free, caches) shall not always meet the same next one: the
// order moves on by one each round, and there is a pause.
const pause = 30; // milliseconds

/**
 * Runs every contestant once per round, after a first round that counts for nothing: it brings the
 * capture into the page cache and lets the just-in-time compilers finish.
 * `contestants` are pairs of a name and a function that resolves to nanoseconds (undefined: not
 * installed). Resolves to a map from names to one time per round.
 */
export async function inTurn(contestants, rounds) {
  const present = contestants.filter(([, measure]) => measure);
  const times = new Map(present.map(([name]) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of rotated(present, round)) {
      const nanoseconds = await measure();
      if (round > 0) times.get(name).push(nanoseconds);
      await setTimeout(pause);
    }
  }
  return times;
}

function rotated(list, by) {
  const first = by % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)] + sorted[Math.floor(middle)]) / 2;
}

/**
 * How many times as long `name` takes as `base`: the median of the rounds' ratios, since the two
 * were measured at nearly the same moment. Undefined when one of them did not take part.
 */
export function ratio(times, name, base) {
  const [ours, theirs] = [times.get(name), times.get(base)];
  return ours && theirs && median(ours.map((time, round) => time / theirs[round]));
}

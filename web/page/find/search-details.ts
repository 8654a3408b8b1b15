// A text in the details of packets: no filter has it, so they are read from the selected packet on.

import type { Field } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import type { Found, Search, SearchProgress, Step } from "./search.js";

// Rows whose details are asked for at once: what the page does with them takes a few milliseconds.
const WINDOW = 128;

/** Packets of which a line of the details has a text. */
export function searchDetails(
  capture: RemoteCapture,
  within: RemoteListing,
  { text, matchCase }: { readonly text: string; readonly matchCase: boolean },
  onProgress: (progress: SearchProgress) => void,
): Search {
  let asked = 0;
  const has = hasText(text, matchCase);
  const find = async (from: number | undefined, step: Step): Promise<Found | undefined> => {
    asked += 1;
    const mine = asked;
    const total = within.length;
    const start = await startOf(within, from, step);
    let packets = 0;
    for (const { rows, isWrapped } of windowsOf(total, start, step)) {
      const index = await foundIn(capture, await within.packets(...rows), step, has);
      if (mine !== asked) return undefined;
      if (index !== undefined) return { index, isWrapped: isWrapped && from !== undefined };
      packets += rows[1] - rows[0];
      onProgress({ packets, total });
    }
    return undefined;
  };
  const close = () => {
    asked += 1;
  };
  return { find, close };
}

/** Rows before which (back) or from which on a search begins. */
async function startOf(
  within: RemoteListing,
  from: number | undefined,
  step: Step,
): Promise<number> {
  if (from === undefined) return step > 0 ? 0 : within.length;
  return within.rowOf(step > 0 ? from + 1 : from);
}

interface Window {
  readonly rows: readonly [from: number, to: number];
  readonly isWrapped: boolean;
}

/** All rows once, in windows, from `start` on and then from the other end. */
export function* windowsOf(length: number, start: number, step: Step): Generator<Window> {
  const parts = [
    { from: 0, to: start, isWrapped: step > 0 },
    { from: start, to: length, isWrapped: step < 0 },
  ];
  for (const { from, to, isWrapped } of step > 0 ? parts.reverse() : parts) {
    for (let done = 0; done < to - from; done += WINDOW) {
      const count = Math.min(WINDOW, to - from - done);
      const first = step > 0 ? from + done : to - done - count;
      yield { rows: [first, first + count], isWrapped };
    }
  }
}

/** The first of these packets, or the last one, that has it. */
async function foundIn(
  capture: RemoteCapture,
  indices: Uint32Array,
  step: Step,
  has: (fields: readonly Field[]) => boolean,
): Promise<number | undefined> {
  let last: number | undefined;
  for (const [from, to] of runsOf(indices)) {
    let index = from;
    for await (const batch of capture.layers(from, to)) {
      for (const { layers } of batch) {
        if (has(layers)) {
          if (step > 0) return index;
          last = index;
        }
        index += 1;
      }
    }
  }
  return last;
}

/** Packets behind one another, of some that rise. */
function runsOf(indices: Uint32Array): [from: number, to: number][] {
  const runs: [number, number][] = [];
  for (const index of indices) {
    const run = runs.at(-1);
    if (run?.[1] === index) run[1] = index + 1;
    else runs.push([index, index + 1]);
  }
  return runs;
}

/** Whether a line of the details has a text. */
export function hasText(
  text: string,
  matchCase: boolean,
): (fields: readonly Pick<Field, "text" | "hidden" | "fields">[]) => boolean {
  const wanted = matchCase ? text : text.toLowerCase();
  const has = (fields: readonly Pick<Field, "text" | "hidden" | "fields">[]): boolean =>
    fields.some(
      ({ text: line, hidden, fields: inner }) =>
        (!hidden && (matchCase ? line : line.toLowerCase()).includes(wanted)) || has(inner),
    );
  return has;
}

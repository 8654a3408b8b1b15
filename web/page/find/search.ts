// A search through a list of packets, from one of them to the next or the one before.

import type { FilterProgress } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";

/** From a packet on to the next one that is found (1), or back to the one before (-1). */
export type Step = 1 | -1;

/** A packet that was found. */
export interface Found {
  /** Its index, from 0. */
  readonly index: number;
  /** Whether the search went on at the other end. */
  readonly isWrapped: boolean;
  /** Which of those that match it is, from 0, where these are counted. */
  readonly row?: number;
}

/** How far a search has come. */
export interface SearchProgress {
  /** Packets that were looked at. */
  readonly packets: number;
  readonly total: number;
  /** Packets that match so far, where these are counted. */
  readonly matched?: number;
}

export interface Search {
  /**
   * The nearest packet that matches, from one with an index on; undefined: from the end that the step
   * leads from. The packet itself is the last that is found. Resolves to undefined where none matches.
   */
  readonly find: (from: number | undefined, step: Step) => Promise<Found | undefined>;
  /** Ends it: what is waited for is of no use any more. */
  readonly close: () => void;
}

/** Packets that a display filter matches: found once, whichever of them is asked for then. */
export function searchByFilter(
  capture: RemoteCapture,
  within: RemoteListing,
  filter: string,
  onProgress: (progress: SearchProgress) => void,
): Search {
  const stop = new AbortController();
  let looked = 0;
  const options = {
    growing: true,
    signal: stop.signal,
    onProgress: (progress: FilterProgress) => {
      looked = progress.packets;
      onProgress(progress);
    },
    ...(within !== capture.all && { within }),
  };
  const filtering = capture.filter(filter, options);
  filtering.catch(() => {}); // whoever looks for something is told
  const find = async (from: number | undefined, step: Step) => {
    const listing = await filtering;
    return step > 0 ? next(listing, from) : before(listing, from, () => looked);
  };
  const close = () => {
    stop.abort();
    filtering.then((listing) => listing.close()).catch(() => {}); // the capture may be closed
  };
  return { find, close };
}

async function next(listing: RemoteListing, from = -1): Promise<Found | undefined> {
  let row = await listing.rowOf(from + 1);
  while (row >= listing.length && listing.growing) {
    await listing.grown();
    row = await listing.rowOf(from + 1);
  }
  return found(listing, row, 0);
}

/** What is before a packet is known when it was looked at, or another behind it was found. */
async function before(
  listing: RemoteListing,
  from: number | undefined,
  looked: () => number,
): Promise<Found | undefined> {
  const isKnown = async () =>
    from !== undefined && (looked() > from || (await listing.rowOf(from)) < listing.length);
  while (listing.growing && !(await isKnown())) await listing.grown();
  if (from !== undefined) {
    const row = (await listing.rowOf(from)) - 1;
    if (row >= 0) return found(listing, row, row);
    while (listing.growing) await listing.grown();
  }
  const last = listing.length - 1;
  const wrapped = await found(listing, last, last);
  return wrapped && { ...wrapped, isWrapped: from !== undefined };
}

/** The packet in a row, or where there is no such row that in another. */
async function found(
  listing: RemoteListing,
  row: number,
  other: number,
): Promise<Found | undefined> {
  if (listing.length === 0) return undefined;
  const isWrapped = row >= listing.length;
  const at = isWrapped ? other : row;
  return { index: await listing.packetOf(at), isWrapped, row: at };
}

// Packets counted by intervals of time. Only intervals that have packets exist: gaps cost nothing. No DOM.

import type { ColumnRange } from "packetglass";
import { longerInterval } from "./intervals.js";

/** An interval that has packets. */
export interface Bin {
  /** Its first nanosecond since 1970 UTC: a multiple of the interval. */
  readonly start: bigint;
  readonly packets: number;
  /** Bytes on the wire, as `frame.len` counts them. */
  readonly bytes: number;
  /** Index, from 0, of the first of its packets in the capture. */
  readonly first: number;
}

/** What is read of the packets. */
export type Times = Pick<ColumnRange, "from" | "timestamp" | "originalLength" | "hasTimestamp">;

/** Packets to count: of these columns all, or those with these ascending indices. */
export interface Slice {
  readonly columns: Times;
  readonly packets?: Uint32Array;
}

/** More intervals than these become longer: what is done with all of them takes some milliseconds. */
export const mostBins = 16_384;

type Counted = { -readonly [Key in keyof Bin]: Bin[Key] };

/** Counts packets, in any order of their times. */
export class Bins {
  #interval: bigint;
  #bins = new Map<bigint, Counted>();
  /** The one that the packet before is in, and where it ends. */
  #last: Counted | undefined;
  #end = 0n;
  #before: bigint | undefined;
  #packets = 0;
  #withoutTime = 0;
  #outOfOrder = 0;
  readonly #most: number;

  /** `interval` in nanoseconds, above 0; at most `most` intervals are kept. */
  constructor(interval: bigint, most = mostBins) {
    this.#interval = interval;
    this.#most = most;
  }

  /** In nanoseconds: longer than what was asked for where that would have been too many. */
  get interval(): bigint {
    return this.#interval;
  }

  /** Packets that were counted, those without a time too. */
  get packets(): number {
    return this.#packets;
  }

  /** Packets without a time: they are in no interval. */
  get withoutTime(): number {
    return this.#withoutTime;
  }

  /** Packets whose time is before that of the packet before them. */
  get outOfOrder(): number {
    return this.#outOfOrder;
  }

  /** The intervals that have packets, in the order of time. */
  sorted(): readonly Bin[] {
    return [...this.#bins.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
  }

  add({ columns, packets }: Slice): void {
    const { from, timestamp, originalLength, hasTimestamp } = columns;
    const count = packets?.length ?? timestamp.length;
    this.#packets += count;
    for (let i = 0; i < count; i++) {
      const at = packets ? (packets[i] as number) - from : i;
      if (hasTimestamp[at] === 0) this.#withoutTime += 1;
      else this.#count(timestamp[at] as bigint, originalLength[at] as number, from + at);
    }
  }

  #count(time: bigint, bytes: number, index: number): void {
    if (this.#before !== undefined && time < this.#before) this.#outOfOrder += 1;
    this.#before = time;
    let bin = this.#last;
    if (!bin || time < bin.start || time >= this.#end) bin = this.#find(time, index);
    bin.packets += 1;
    bin.bytes += bytes;
  }

  #find(time: bigint, index: number): Counted {
    const start = startOf(time, this.#interval);
    const known = this.#bins.get(start);
    if (!known && this.#bins.size === this.#most) {
      this.#lengthen();
      return this.#find(time, index);
    }
    const bin = known ?? { start, packets: 0, bytes: 0, first: index };
    if (!known) this.#bins.set(start, bin);
    this.#last = bin;
    this.#end = start + this.#interval;
    return bin;
  }

  /** Puts intervals together to longer ones. */
  #lengthen(): void {
    this.#interval = longerInterval(this.#interval);
    const joined = new Map<bigint, Counted>();
    for (const bin of this.#bins.values()) {
      const start = startOf(bin.start, this.#interval);
      const one = joined.get(start);
      joined.set(start, one ? sum(one, bin) : { ...bin, start });
    }
    this.#bins = joined;
  }
}

/** The start of the interval that a time is in, also before 1970. */
export function startOf(time: bigint, interval: bigint): bigint {
  const rest = time % interval;
  return time - (rest < 0n ? rest + interval : rest);
}

function sum(a: Counted, b: Counted): Counted {
  const { start } = a;
  const first = Math.min(a.first, b.first);
  return { start, packets: a.packets + b.packets, bytes: a.bytes + b.bytes, first };
}

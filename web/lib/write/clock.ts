// How the ticks of an interface become times and back: cpp/record/timestamp_resolution.h.

import { requireTicks } from "../base/require.js";
import { ticksPerSecondOf } from "../record/interface.js";
import { type NewInterface, resolution } from "./new-interface.js";

const SECOND = 1_000_000_000n;

/** @internal The clock of an interface that is written. */
export class Clock {
  readonly #perSecond: bigint;
  readonly #offset: bigint;

  constructor({ ticksPerSecond = 1e9, timestampOffset = 0n }: NewInterface) {
    this.#perSecond = ticksPerSecondOf(resolution(ticksPerSecond));
    this.#offset = timestampOffset * SECOND;
  }

  /** The time of ticks in ns since 1970, rounded down. */
  time(ticks: bigint): bigint {
    return (ticks * SECOND) / this.#perSecond + this.#offset;
  }

  /** The first ticks of this time, or the last before it; a RangeError where 64 bits have none. */
  ticks(name: string, time: bigint): bigint {
    const since = (time - this.#offset) * this.#perSecond;
    if (since < 0n) throw new RangeError(`${name} is before the first time of the interface`);
    const before = since / SECOND;
    const behind = since % SECOND === 0n ? before : before + 1n;
    return requireTicks(name, this.time(behind) === time ? behind : before);
  }
}

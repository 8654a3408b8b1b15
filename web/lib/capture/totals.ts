// What only a walk over all packets can say: sums of lengths, the earliest and the latest time.
import { turn } from "../base/turn.js";
import type { ColumnRange } from "../record/column-range.js";
import type { PacketIndex } from "./packet-index.js";

/** Sums over all packets of a capture. */
export interface Totals {
  /** Bytes that are in the capture. */
  readonly capturedBytes: bigint;
  /** Bytes the packets had on the wire. */
  readonly originalBytes: bigint;
  /** Nanoseconds since 1970-01-01 UTC of the earliest packet; absent where no packet has a time. */
  readonly earliest?: bigint;
  /** Nanoseconds since 1970-01-01 UTC of the latest packet; absent where no packet has a time. */
  readonly latest?: bigint;
}

// Packets between two turns of the event loop: some milliseconds of work, and 2 MB.
const PACKETS = 65536;

/** @internal Walks over all packets. Rejects with `closed` when the capture is closed meanwhile. */
export async function totalsOf(index: PacketIndex): Promise<Totals> {
  let totals: Totals = { capturedBytes: 0n, originalBytes: 0n };
  const length = index.open.length();
  for (let from = 0; from < length; from += PACKETS) {
    await turn();
    totals = including(totals, index.open.columns(from, Math.min(from + PACKETS, length)));
  }
  return Object.freeze(totals);
}

function including(totals: Totals, range: ColumnRange): Totals {
  return {
    capturedBytes: totals.capturedBytes + sum(range.capturedLength),
    originalBytes: totals.originalBytes + sum(range.originalLength),
    ...extremes(totals, range),
  };
}

// Of packets that have a time.
function extremes({ earliest, latest }: Totals, { timestamp, hasTimestamp }: ColumnRange) {
  timestamp.forEach((time, i) => {
    if (hasTimestamp[i] === 0) return;
    if (earliest === undefined || time < earliest) earliest = time;
    if (latest === undefined || time > latest) latest = time;
  });
  return earliest === undefined || latest === undefined ? {} : { earliest, latest };
}

// 2^16 lengths below 2^32 stay below 2^48: exact in a number.
function sum(lengths: Uint32Array): bigint {
  return BigInt(lengths.reduce((total, length) => total + length, 0));
}

// What only a walk over all packets can tell: sums of lengths, the earliest and the latest time.
import type { Capture } from "packetglass";
import type { ColumnRange, Totals } from "./messages.js";

/** Packets looked at before other requests get their turn: a few milliseconds of work. */
const packetsPerTurn = 1 << 18;
const packetsPerRead = 1 << 16;

/** Walks over all packets in turns. Rejects when the capture is closed meanwhile. */
export async function sumTotals(capture: Capture): Promise<Totals> {
  let totals: Totals = { capturedBytes: 0n, originalBytes: 0n };
  for (let from = 0; from < capture.length; from += packetsPerRead) {
    if (from % packetsPerTurn === 0) await nextTurn();
    const to = Math.min(from + packetsPerRead, capture.length);
    totals = including(totals, capture.columns.read(from, to));
  }
  return totals;
}

function including(totals: Totals, range: ColumnRange): Totals {
  return {
    capturedBytes: totals.capturedBytes + BigInt(sum(range.capturedLength)),
    originalBytes: totals.originalBytes + BigInt(sum(range.originalLength)),
    ...extremes(totals, range),
  };
}

/** The earliest and the latest time, of packets that have one. */
function extremes({ earliest, latest }: Totals, { timestamp, hasTimestamp }: ColumnRange) {
  timestamp.forEach((time, at) => {
    if (hasTimestamp[at] === 0) return;
    if (earliest === undefined || time < earliest) earliest = time;
    if (latest === undefined || time > latest) latest = time;
  });
  return { earliest, latest };
}

// 2^16 lengths below 2^32 stay below 2^48: exact in a number.
function sum(lengths: Uint32Array): number {
  return lengths.reduce((total, length) => total + length, 0);
}

/** Resolves after the messages that wait have been received. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

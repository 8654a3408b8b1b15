// Rows of the list with the times before them, which columns have: nothing more is dissected.

import type { ColumnRange, Row } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";

/** A row, and what its time is shown by. */
export interface TimedRow extends Row {
  /** Index of its interface, whose clock says how many digits a time has. */
  readonly interfaceId: number;
  /** Time of the packet before it in the capture; absent for the first, and where that has none. */
  readonly previous?: bigint | undefined;
  /** Time of the packet in the row before it. */
  readonly previousShown?: bigint | undefined;
}

/** The rows [from, to) of a listing. */
export async function timedRows(
  capture: RemoteCapture,
  listing: RemoteListing,
  from: number,
  to: number,
): Promise<TimedRow[]> {
  const [rows, before] = await Promise.all([
    listing.rows(from, to),
    from > 0 ? listing.packets(from - 1, from) : [],
  ]);
  const indices = [...before, ...rows.map(({ number }) => number - 1)];
  const columns = await Promise.all(
    stretchesOf(indices).map((stretch) => capture.columns.read(...stretch)),
  );
  const shift = before.length;
  return rows.map((row, k) => {
    const range = rangeOf(columns, row.number - 1);
    const shown = indices[k + shift - 1];
    return {
      ...row,
      interfaceId: range.interface[row.number - 1 - range.from] ?? 0,
      previous: timeIn(range, row.number - 2),
      previousShown: shown === undefined ? undefined : timeIn(rangeOf(columns, shown), shown),
    };
  });
}

// Columns between packets this near are read with them: a question costs more than their bytes.
const NEAR = 4096;

/** Stretches of packets that have these, which rise, each with the one before it. */
function stretchesOf(indices: readonly number[]): [from: number, to: number][] {
  const stretches: [number, number][] = [];
  for (const index of indices) {
    const last = stretches.at(-1);
    if (last && index - last[1] < NEAR) last[1] = index + 1;
    else stretches.push([Math.max(0, index - 1), index + 1]);
  }
  return stretches;
}

/** The columns, of those that rise, that have a packet. */
function rangeOf(columns: readonly ColumnRange[], index: number): ColumnRange {
  return columns.find(({ to }) => index < to) as ColumnRange;
}

function timeIn({ from, timestamp, hasTimestamp }: ColumnRange, index: number): bigint | undefined {
  return hasTimestamp[index - from] === 1 ? timestamp[index - from] : undefined;
}

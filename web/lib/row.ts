// What the columns say of packets.
import type { ColumnRange } from "./columns.js";
import type { RawRow, ReadPacket } from "./dissector.js";
import type { Interface } from "./interface.js";
import type { PacketIndex } from "./packet-index.js";

/** A packet in a list: the columns that Wireshark shows. */
export interface Row {
  /** Place in the capture, counted from 1. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01 UTC; absent where the capture does not say it. */
  readonly timestamp?: bigint;
  /** Who sent it: the innermost address that is known; `""` where there is none. */
  readonly source: string;
  /** To whom. */
  readonly destination: string;
  /** The innermost protocol. */
  readonly protocol: string;
  /** Bytes that are in the capture. */
  readonly capturedLength: number;
  /** Bytes it had on the wire. */
  readonly originalLength: number;
  /** What it says, in a line. */
  readonly info: string;
  /** A layer is not as its standard says; {@link Row.info} says so too. */
  readonly malformed?: true;
  /** A layer ends early, because not all of the packet was captured; so does the info. */
  readonly cut?: true;
}

// Packets that are dissected in one call, and bytes that are read at once: reads are few, and what
// is held is little.
const MOST_PACKETS = 1024;
const MOST_BYTES = 4 * 1024 * 1024;
// What lies between two packets and is read along with them.
const MOST_BETWEEN = 4096;

/** @internal Reads and dissects the packets [from, to), which are there. */
export async function readRows(
  index: PacketIndex,
  interfaces: readonly Interface[],
  from: number,
  to: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let first = from; first < to; first += MOST_PACKETS) {
    const columns = index.open.columns(first, Math.min(first + MOST_PACKETS, to));
    for (let i = 0; i < columns.offset.length; ) {
      const end = endOfStretch(columns, i);
      const packets = await readStretch(index, columns, interfaces, i, end);
      const dissector = await index.dissector();
      dissector.rows(packets).forEach((row, k) => {
        rows.push(rowOf(columns, i + k, row));
      });
      i = end;
    }
  }
  return Object.freeze(rows);
}

// The packets from `i` on that are worth reading at once; one at least.
function endOfStretch({ offset, capturedLength }: ColumnRange, i: number): number {
  let end = i + 1;
  for (; end < offset.length; end += 1) {
    const between = offset[end] - offset[end - 1] - capturedLength[end - 1];
    const bytes = offset[end] + capturedLength[end] - offset[i];
    if (between < 0 || between > MOST_BETWEEN || bytes > MOST_BYTES) break;
  }
  return end;
}

async function readStretch(
  { source }: PacketIndex,
  columns: ColumnRange,
  interfaces: readonly Interface[],
  begin: number,
  end: number,
): Promise<ReadPacket[]> {
  const { offset, capturedLength, originalLength } = columns;
  const start = offset[begin];
  const bytes = await source.read(start, offset[end - 1] + capturedLength[end - 1] - start);
  return Array.from({ length: end - begin }, (_, k) => {
    const i = begin + k;
    return {
      place: columns.from + i,
      bytes: bytes.subarray(offset[i] - start, offset[i] - start + capturedLength[i]),
      originalLength: originalLength[i],
      linkType: interfaces[columns.interface[i]].linkType,
    };
  });
}

function rowOf(columns: ColumnRange, i: number, raw: RawRow): Row {
  const [source, destination, protocol, info, marks] = raw;
  return Object.freeze({
    number: columns.from + i + 1,
    ...(columns.hasTimestamp[i] === 1 && { timestamp: columns.timestamp[i] }),
    source,
    destination,
    protocol,
    capturedLength: columns.capturedLength[i],
    originalLength: columns.originalLength[i],
    info,
    ...(marks & 1 && { malformed: true as const }),
    ...(marks & 2 && { cut: true as const }),
  });
}

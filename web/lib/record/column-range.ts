// Facts of packets behind one another, as columns.
import { at } from "../base/at.js";
import type { Jsonable } from "../base/json.js";

/** The columns of the packets [from, to), as plain arrays that belong to the caller. */
export interface ColumnRange extends Jsonable {
  /** Index of the first packet, from 0. */
  readonly from: number;
  /** Index after the last packet. */
  readonly to: number;
  /** Nanoseconds since 1970-01-01 UTC; 0 without meaning where {@link ColumnRange.hasTimestamp} is 0. */
  readonly timestamp: BigInt64Array<ArrayBuffer>;
  /** Where the bytes of the packet start in the source, or in what it is decompressed to. */
  readonly offset: Float64Array<ArrayBuffer>;
  /** Bytes that are in the capture. */
  readonly capturedLength: Uint32Array<ArrayBuffer>;
  /** Bytes the packet had on the wire. */
  readonly originalLength: Uint32Array<ArrayBuffer>;
  /** Index of the {@link Interface}. */
  readonly interface: Uint32Array<ArrayBuffer>;
  /** 1, or 0 for packets that were written without a time (Simple Packet Blocks of pcapng). */
  readonly hasTimestamp: Uint8Array<ArrayBuffer>;
}

/** @internal What the columns say of one packet. */
export interface ColumnsOfPacket {
  /** Its index, from 0. */
  readonly index: number;
  readonly timestamp: bigint | undefined;
  readonly offset: number;
  readonly capturedLength: number;
  readonly originalLength: number;
  readonly interfaceId: number;
}

/** @internal Packet `i` of the columns, counted from their first. Throws a RangeError beyond them. */
export function packetIn(columns: ColumnRange, i: number): ColumnsOfPacket {
  const timestamp = at(columns.timestamp, i);
  return {
    index: columns.from + i,
    timestamp: columns.hasTimestamp[i] === 1 ? timestamp : undefined,
    offset: at(columns.offset, i),
    capturedLength: at(columns.capturedLength, i),
    originalLength: at(columns.originalLength, i),
    interfaceId: at(columns.interface, i),
  };
}

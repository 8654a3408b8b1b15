// The columns of the index: facts of all packets, read in ranges.
import { showFacts } from "../base/inspect.js";
import type { Jsonable } from "../base/json.js";
import { rangeOf } from "../base/range.js";
import type { PacketIndex } from "./packet-index.js";

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

/** The packed columns of a capture. They take about 5 bytes per packet; ranges are unpacked. */
export class PacketColumns {
  readonly #index: PacketIndex;

  static {
    showFacts(PacketColumns.prototype, "PacketColumns", ({ length, memory }) => ({
      length,
      memory,
    }));
  }

  private constructor(index: PacketIndex) {
    this.#index = index;
  }

  /** @internal The columns of an index, which stays open as long as these are in use. */
  static of(index: PacketIndex): PacketColumns {
    return new PacketColumns(index);
  }

  /** Number of packets. */
  get length(): number {
    return this.#index.open.length();
  }

  /** Bytes of memory the index holds. */
  get memory(): number {
    return this.#index.open.memory();
  }

  /**
   * Unpacks the packets [from, to), by default all, into fresh arrays: 29 bytes per packet. What lies
   * beyond the last packet is left out, as `slice()` does; so everywhere.
   * @throws RangeError for negative and fractional numbers, TypeError for what is no number
   * @throws {@link CaptureError} `closed`, `out_of_memory`
   */
  read(from?: number, to?: number): ColumnRange {
    return this.#index.open.columns(...rangeOf(this.length, from, to));
  }
}

// The columns of the index: facts of all packets, read in ranges.
import { showFacts } from "../base/inspect.js";
import { rangeOf } from "../base/range.js";
import type { ColumnRange } from "../record/column-range.js";
import type { PacketIndex } from "./packet-index.js";

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

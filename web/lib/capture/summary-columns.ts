// What the index knows of what packets say: protocol and conversation of each.
import { showFacts } from "../base/inspect.js";
import { rangeOf } from "../base/range.js";
import type { SummaryRange } from "../record/summary-range.js";
import type { PacketIndex } from "./packet-index.js";

/** What packets say, of those captures that were opened with `summary: true`. */
export class SummaryColumns {
  readonly #index: PacketIndex;

  static {
    showFacts(SummaryColumns.prototype, "SummaryColumns", ({ length, memory, protocols }) => ({
      length,
      memory,
      protocols,
    }));
  }

  private constructor(index: PacketIndex) {
    this.#index = index;
  }

  /** @internal The summary of an index that has one, which stays open as long as this is in use. */
  static of(index: PacketIndex): SummaryColumns {
    return new SummaryColumns(index);
  }

  /** Number of packets. */
  get length(): number {
    return this.#index.open.length();
  }

  /** Bytes of memory it holds in addition to {@link PacketColumns.memory}. */
  get memory(): number {
    return this.#index.summary.memory();
  }

  /** Names of the protocols in the capture, as Wireshark's column has them. */
  get protocols(): readonly string[] {
    return this.#index.summary.protocols();
  }

  /**
   * Unpacks the packets [from, to), by default all, into fresh arrays: 7 bytes per packet.
   * What lies beyond the last packet is left out.
   * @throws RangeError for negative and fractional numbers, TypeError for what is no number
   * @throws {@link CaptureError} `closed`, `out_of_memory`
   */
  read(from?: number, to?: number): SummaryRange {
    return this.#index.summary.columns(...rangeOf(this.length, from, to));
  }
}

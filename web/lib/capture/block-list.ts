// The blocks of a capture that are neither sections, interfaces nor packets.

import { showFacts } from "../base/inspect.js";
import { rangeOf } from "../base/range.js";
import type { BlockEntry } from "../record/block.js";
import type { PacketIndex } from "./packet-index.js";

// Some MB of objects: a capture may have millions of blocks.
const BATCH = 4096;

/** Where these blocks are, in their order. The list takes a few bytes of memory per block. */
export class BlockList implements Iterable<BlockEntry> {
  readonly #index: PacketIndex;

  static {
    showFacts(BlockList.prototype, "BlockList", ({ length }) => ({ length }));
  }

  private constructor(index: PacketIndex) {
    this.#index = index;
  }

  /** @internal The blocks of an index, which stays open as long as this is in use. */
  static of(index: PacketIndex): BlockList {
    return new BlockList(index);
  }

  /** Number of blocks. */
  get length(): number {
    return this.#index.open.blockCount();
  }

  /**
   * Where the blocks [from, to), by default all, are. What lies beyond the last is left out.
   * @throws RangeError for negative and fractional numbers, TypeError for what is no number
   * @throws {@link CaptureError} `closed`, `out_of_memory`
   */
  read(from?: number, to?: number): BlockEntry[] {
    const [begin, end] = rangeOf(this.length, from, to);
    const entries: BlockEntry[] = [];
    for (let first = begin; first < end; first += BATCH) {
      entries.push(...this.#index.open.blocks(first, Math.min(end, first + BATCH)));
    }
    return entries;
  }

  /** All of them, a few thousand at a time. */
  *[Symbol.iterator](): Generator<BlockEntry, void> {
    for (let first = 0; first < this.length; first += BATCH) {
      yield* this.read(first, Math.min(this.length, first + BATCH));
    }
  }
}

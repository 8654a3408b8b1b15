// Reading all blocks of a type again, many with one read.

import { turn } from "../base/turn.js";
import { type Block, type BlockEntry, blockOf } from "../record/block.js";
import type { PacketIndex } from "./packet-index.js";

// Most blocks that are looked up at once, and most bytes that are read at once: a larger block is
// read alone.
const BLOCKS = 1024;
const MOST = 1024 * 1024;

// Bytes between blocks that are read too: fewer cost less than another read.
const WIDEST_GAP = 64 * 1024;

interface Found extends BlockEntry {
  /** Its index among all blocks. */
  readonly i: number;
}

/** The blocks of a type, in their order. */
export async function* blocksOfType(index: PacketIndex, type: number): AsyncGenerator<Block, void> {
  for (const { begin, end, blocks } of gathered(entriesOf(index, type))) {
    await turn();
    const bytes = await index.source.read(begin, end - begin);
    for (const { i, offset, length } of blocks) {
      const block = bytes.subarray(offset - begin, offset - begin + length);
      yield blockOf(index.open.block(i, block), block);
    }
  }
}

function* entriesOf(index: PacketIndex, type: number): Generator<Found, void> {
  const count = index.open.blockCount();
  for (let first = index.open.findBlock(type, 0); first < count; ) {
    const end = Math.min(count, first + BLOCKS);
    const entries = index.open.blocks(first, end);
    for (const [n, entry] of entries.entries()) {
      if (entry.type === type) yield { ...entry, i: first + n };
    }
    first = index.open.findBlock(type, end);
  }
}

/** Blocks that are read together, and the bytes from the first to the last. */
interface Together {
  readonly begin: number;
  end: number;
  readonly blocks: Found[];
}

function* gathered(entries: Iterable<Found>): Generator<Together, void> {
  let together: Together | undefined;
  for (const entry of entries) {
    if (together !== undefined && isNear(together, entry)) {
      together.blocks.push(entry);
      together.end = endOf(entry);
      continue;
    }
    if (together !== undefined) yield together;
    together = { begin: entry.offset, end: endOf(entry), blocks: [entry] };
  }
  if (together !== undefined) yield together;
}

function isNear({ begin, end }: Together, entry: Found): boolean {
  return entry.offset - end <= WIDEST_GAP && endOf(entry) - begin <= MOST;
}

function endOf({ offset, length }: BlockEntry): number {
  return offset + length;
}

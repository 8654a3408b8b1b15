// Blocks of a source, each read while those before it are worked on.
import { type BatchMemory, moved } from "./batch-memory.js";
import type { Feed, Source } from "./source.js";

/** A source that can be read ahead. */
export type DirectSource = Required<Pick<Source, "size" | "readInto">>;

/**
 * Where a block begins in its buffer: in front of it is room for what the blocks before have left.
 * In Node.js so large a buffer begins 16 bytes behind a page; where a block would, too, the kernel
 * copies from a file much slower than to the beginning of a page.
 */
export const HEAD = 64 * 1024 - 16;

/** Bytes of blocks. */
export interface BlockSizes {
  readonly least: number;
  readonly most: number;
}

// With so many packets blocks are as large as they may be. While the packets of a block become
// garbage, its buffer grows old: with more of them it is freed late. With fewer the garbage
// collector comes so seldom that buffers pile up.
const FEW = 256;
const MANY = 4096;

// One is worked on, and meanwhile these are read.
const AHEAD = 2;

interface Block {
  readonly buffer: ArrayBuffer;
  /** Bytes that it should have. */
  readonly size: number;
  /** Settles with how many it has. */
  readonly filled: Promise<number>;
}

/** A feed whose blocks lie in buffers of their own, which stay as they are. */
export class ReadAhead implements Feed {
  readonly #source: DirectSource;
  readonly #sizes: BlockSizes;
  readonly #memory: BatchMemory;
  readonly #coming: Block[] = [];
  #blockSize: number;
  #asked = 0;
  #position = 0;
  #buffer: ArrayBuffer | undefined;
  #bytes: Uint8Array = NOTHING;
  #taken = 0;

  constructor(source: DirectSource, sizes: BlockSizes, memory: BatchMemory) {
    this.#source = source;
    this.#sizes = sizes;
    this.#blockSize = sizes.least;
    this.#memory = memory;
  }

  get position(): number {
    return this.#position;
  }

  async ready(): Promise<void> {
    while (this.#coming.length < AHEAD && this.#asked < this.#source.size) this.#ask();
    const next = this.#coming.shift();
    if (next === undefined) return;
    const filled = await next.filled;
    // As another buffer, which is young: the garbage collector frees those that have waited for
    // their bytes only when it looks through all that is old.
    this.#buffer = moved(next.buffer);
    this.#bytes = new Uint8Array(this.#buffer, HEAD, filled);
    // Nothing comes behind the end of a file that was cut meanwhile.
    if (filled < next.size) {
      this.#coming.length = 0;
      this.#asked = this.#source.size;
    }
  }

  take(target: Uint8Array): number {
    const taken = this.#bytes;
    target.set(taken);
    this.#bytes = NOTHING;
    this.#position += taken.length;
    if (taken.length > 0) this.#taken = taken.length;
    return taken.length;
  }

  /** The buffer of the block that was taken last, which is the caller's from now on. */
  buffer(): ArrayBuffer | undefined {
    const buffer = this.#buffer;
    this.#buffer = undefined;
    return buffer;
  }

  /** So many packets came of the block that was taken last. */
  found(packets: number): void {
    const { least, most } = this.#sizes;
    const inMost = (packets * most) / this.#taken;
    this.#blockSize = inMost >= FEW && inMost <= MANY ? most : least;
  }

  #ask(): void {
    const size = Math.min(this.#blockSize, this.#source.size - this.#asked);
    const buffer = this.#memory.take(HEAD + Math.min(this.#blockSize, this.#source.size));
    const filled = this.#source.readInto(new Uint8Array(buffer, HEAD, size), this.#asked);
    // Who waits for it meets the failure.
    filled.catch(() => {});
    this.#coming.push({ buffer, size, filled });
    this.#asked += size;
  }
}

const NOTHING = new Uint8Array(0);

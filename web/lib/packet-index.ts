// The index of one capture: the core's object, its lifetime, and the way in and out of its memory.
import { CaptureError } from "./capture-error.js";
import type { ColumnRange } from "./columns.js";
import { type CoreIndex, type CoreModule, UNPACK_LIMIT } from "./core.js";
import type { Source } from "./source.js";

/** What an open capture holds. */
export interface Held {
  readonly index: CoreIndex;
  readonly source: Source;
}

// Captures that were forgotten: their memory is wasm's, which the garbage collector cannot see.
const forgotten = new FinalizationRegistry<Held>(release);

function release({ index, source }: Held): void {
  index.delete();
  source.close();
}

/** Owns the core's index and the source it was made from; frees both at `close()`. */
export class PacketIndex {
  readonly #core: CoreModule;
  #held: Held | undefined;

  constructor(core: CoreModule, source: Source) {
    this.#core = core;
    this.#held = { index: new core.CaptureIndex(), source };
    forgotten.register(this, this.#held, this);
  }

  /** The core's index; throws `closed`. */
  get open(): CoreIndex {
    return this.requireOpen().index;
  }

  /** What was indexed; throws `closed`. */
  get source(): Source {
    return this.requireOpen().source;
  }

  /** Throws `closed`. */
  requireOpen(): Held {
    if (this.#held === undefined) throw new CaptureError("closed", "The capture was closed.");
    return this.#held;
  }

  /** Appends one block that `take` fills, as far as it does; returns the number of bytes. */
  append(take: (target: Uint8Array) => number): number {
    const index = this.open;
    const block = index.block();
    if (block === 0) throw this.#failure();
    const size = take(this.#core.HEAPU8.subarray(block, block + index.blockSize()));
    if (size > 0 && !index.commit(size)) throw this.#failure();
    return size;
  }

  /** Says that the source has ended. */
  finish(): void {
    if (!this.open.finish()) throw this.#failure();
  }

  /** Copies of the columns of packets [from, to), which must be there. */
  columns(from: number, to: number): ColumnRange {
    const range = emptyRange(from, to);
    for (let first = from; first < to; first += UNPACK_LIMIT) {
      this.#unpack(first, Math.min(UNPACK_LIMIT, to - first), range);
    }
    return range;
  }

  /** Frees the memory and lets go of the source. Again: nothing happens. */
  close(): void {
    if (this.#held === undefined) return;
    forgotten.unregister(this);
    release(this.#held);
    this.#held = undefined;
  }

  // The core writes the columns one after another, the widest first so that all are aligned.
  #unpack(first: number, count: number, range: ColumnRange): void {
    const address = this.open.unpack(first, count);
    if (address === 0) throw outOfMemory();
    // Taken after the call: unpacking may make memory grow.
    const { buffer } = this.#core.HEAPU8;
    const at = first - range.from;
    const words = address + 16 * count;
    range.timestamp.set(new BigInt64Array(buffer, address, count), at);
    range.offset.set(new Float64Array(buffer, address + 8 * count, count), at);
    range.capturedLength.set(new Uint32Array(buffer, words, count), at);
    range.originalLength.set(new Uint32Array(buffer, words + 4 * count, count), at);
    range.interface.set(new Uint32Array(buffer, words + 8 * count, count), at);
    range.hasTimestamp.set(new Uint8Array(buffer, words + 12 * count, count), at);
  }

  #failure(): CaptureError {
    const error = this.open.error();
    if (error === undefined) return outOfMemory();
    return new CaptureError(error.code, error.message, { offset: error.offset });
  }
}

function outOfMemory(): CaptureError {
  return new CaptureError("out_of_memory", "There is not enough memory for the index.");
}

function emptyRange(from: number, to: number): ColumnRange {
  const length = to - from;
  return {
    from,
    to,
    timestamp: new BigInt64Array(length),
    offset: new Float64Array(length),
    capturedLength: new Uint32Array(length),
    originalLength: new Uint32Array(length),
    interface: new Uint32Array(length),
    hasTimestamp: new Uint8Array(length),
  };
}

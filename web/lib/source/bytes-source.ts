// A capture that the caller holds in memory.
import { sourceChanged } from "../base/capture-error.js";
import { type Feed, type NextTask, type Source, syncFeed } from "./source.js";

/** Reads from the caller's bytes, which are neither copied whole nor changed. */
export class BytesSource implements Source {
  readonly size: number;
  readonly #bytes: Uint8Array;
  readonly #nextTask: NextTask;

  constructor(bytes: Uint8Array | ArrayBuffer, nextTask: NextTask) {
    // A plain view: the slice() of Node's Buffer, which is a Uint8Array too, would not copy.
    this.#bytes = ArrayBuffer.isView(bytes)
      ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      : new Uint8Array(bytes);
    this.size = this.#bytes.length;
    this.#nextTask = nextTask;
  }

  feed(): Feed {
    return syncFeed((target, position) => {
      if (this.#isGone()) return 0;
      const piece = this.#bytes.subarray(position, position + target.length);
      target.set(piece);
      return piece.length;
    }, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#isGone()) throw sourceChanged(0);
    return this.#bytes.slice(offset, offset + length);
  }

  // The caller transferred the buffer or made it smaller: a view of it has no bytes then.
  #isGone(): boolean {
    return this.#bytes.length === 0;
  }

  close(): void {}
}

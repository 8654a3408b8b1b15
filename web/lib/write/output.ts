// What comes out of an object of the module stream, on its way to the sink.

import type { CoreMemory } from "../core/core.js";
import { requireAddress } from "../core/core-buffer.js";
import { readDescription } from "../core/description.js";
import type { CoreOutput } from "../core/stream-module.js";
import type { Sink } from "./sink.js";

interface Patch {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** Takes bytes of a capture out of the module and hands them to the sink, in their order. */
export class Output {
  readonly #stream: CoreMemory;
  readonly #core: CoreOutput;
  readonly #sink: Sink;
  #writing: Promise<void> = Promise.resolve();
  #size = 0;

  constructor(stream: CoreMemory, core: CoreOutput, sink: Sink) {
    this.#stream = stream;
    this.#core = core;
    this.#sink = sink;
  }

  /** Bytes that were handed to the sink. */
  get size(): number {
    return this.#size;
  }

  /** Settles when the sink takes more. Throws or rejects: `io`. */
  drain(): Promise<void> {
    const size = this.#core.outSize();
    if (size === 0) return this.#writing;
    const address = requireAddress(this.#core.out());
    const bytes = this.#stream.HEAPU8.subarray(address, address + size);
    this.#size += size;
    if (this.#sink.writeNow) {
      this.#sink.writeNow(bytes);
      this.#core.clearOut();
      return this.#writing;
    }
    const own = bytes.slice();
    this.#core.clearOut();
    this.#writing = this.#writing.then(() => this.#sink.write(own));
    // Who does not wait meets the failure later, at the next bytes or at the end.
    this.#writing.catch(() => {});
    return this.#writing;
  }

  /** All was written: false where a length that is known only now could not be filled in. */
  async finish(): Promise<boolean> {
    await this.drain();
    const address = requireAddress(this.#core.patches());
    const patches = readDescription(this.#stream.HEAPU8, address) as Patch[];
    for (const { offset, bytes } of patches) await this.#sink.patch?.(offset, bytes);
    return patches.length === 0 || this.#sink.patch !== undefined;
  }
}

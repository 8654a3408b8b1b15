// The index of one capture and its source, and how long both live.
import { CaptureError } from "./capture-error.js";
import type { CoreModule } from "./core.js";
import { CoreIndex } from "./core-index.js";
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
  #held: Held | undefined;

  constructor(core: CoreModule, source: Source) {
    this.#held = { index: new CoreIndex(core), source };
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

  /** Frees the memory and lets go of the source. Again: nothing happens. */
  close(): void {
    if (this.#held === undefined) return;
    forgotten.unregister(this);
    release(this.#held);
    this.#held = undefined;
  }
}

// A source of the caller's own, read by ranges.
import { cannotRead, sourceChanged } from "../base/capture-error.js";
import type { Feed, NextTask, Source } from "./source.js";
import { bytesOf, rangeFeed } from "./stream-source.js";

/** A source of one's own: anything whose bytes can be read from any offset, again and again. */
export interface RangeSource {
  /** Bytes of it. It must stay as it is while it is in use. */
  readonly size: number;
  /**
   * Gives `length` bytes from `offset`, which lie within the size. They are copied. Fewer are the
   * error `source_changed`, what it throws is the `cause` of an `io`, but for a
   * `CaptureError`, which stays as it is. Several reads may be under way at the same time.
   */
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
  /** Called once, when nothing more will be read. */
  close?(): unknown;
}

// What is asked for at once while the capture is read through: the next while one is looked at.
const RANGE = 4 * 1024 * 1024;

/** Whether it is a source of the caller's own: streams have a method `read` too, but no size. */
export function isOwn(source: unknown): source is RangeSource {
  const { size, read } = Object(source) as Partial<RangeSource>;
  return typeof size === "number" && typeof read === "function";
}

/** Reads by the caller's function. */
export class OwnSource implements Source {
  readonly size: number;
  readonly #own: RangeSource;
  readonly #nextTask: NextTask;
  #isClosed = false;

  /** Throws a TypeError unless its size is one. */
  constructor(own: RangeSource, nextTask: NextTask) {
    if (!Number.isSafeInteger(own.size) || own.size < 0) {
      throw new TypeError("source.size must be a number of bytes");
    }
    this.#own = own;
    this.size = own.size;
    this.#nextTask = nextTask;
  }

  feed(): Feed {
    return rangeFeed(this, RANGE, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    if (length === 0) return new Uint8Array(0);
    const bytes = await this.#ask(offset, length);
    if (bytes.length < length) throw sourceChanged(offset + bytes.length);
    if (bytes.length === length) return bytes;
    throw new TypeError(`source.read() must give ${length} bytes, not ${bytes.length}`);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // Nothing more is wanted of it: the outcome does not matter.
    new Promise((resolve) => resolve(this.#own.close?.())).catch(() => {});
  }

  // What it gives at once is copied at once: the next read may use the same memory.
  async #ask(offset: number, length: number): Promise<Uint8Array> {
    let given: unknown;
    try {
      given = this.#own.read(offset, length);
      if (!ArrayBuffer.isView(given)) given = await given;
    } catch (cause) {
      // An error of another thread or context is no instance of this class.
      if ((cause as Partial<Error> | undefined)?.name === "CaptureError") throw cause;
      throw cannotRead("the source", cause, offset);
    }
    return bytesOf(given, "source.read() must give bytes").slice();
  }
}

// A compressed source as decoders read it: byte by byte, with the offset of what is wrong.
import { sourceChanged } from "../base/capture-error.js";
import type { Source } from "./source.js";

const BUFFER = 256 * 1024;

/** The compressed bytes of a source are wrong from `offset` on. Its message is one sentence. */
export class Damage extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads a source from its first byte to its last. */
export class Input {
  readonly #source: Source;
  readonly #name: string;
  readonly #feed: ReturnType<Source["feed"]>;
  #buffer = new Uint8Array(BUFFER);
  #begin = 0;
  #end = 0;
  #position = 0;

  /** @param name of the compression, for messages */
  constructor(source: Source, name: string) {
    this.#source = source;
    this.#name = name;
    this.#feed = source.feed();
  }

  /** Bytes of the source; infinite while that is not known. */
  get size(): number {
    return this.#source.size;
  }

  /** Offset of the next byte in the source. */
  get position(): number {
    return this.#position;
  }

  /** Offset behind the last byte that was read. */
  get reached(): number {
    return this.#position + this.#end - this.#begin;
  }

  /**
   * The next bytes, `count` at least unless the source ends before. They stay the next ones until
   * `take`; the view is valid until the next call. Rejects: `source_changed`, `io`.
   */
  async atLeast(count: number): Promise<Uint8Array> {
    while (this.#end - this.#begin < count && (await this.#fill(count)));
    return this.#buffer.subarray(this.#begin, this.#end);
  }

  /** The next `count` bytes, or a Damage where the source ends before. */
  async exactly(count: number): Promise<Uint8Array> {
    const bytes = await this.atLeast(count);
    if (bytes.length < count) throw this.truncated("it ends within a frame");
    return bytes.subarray(0, count);
  }

  /** Goes on by `count` bytes that `atLeast` gave. */
  take(count: number): void {
    this.#begin += count;
    this.#position += count;
  }

  /** Goes on by any number of bytes, or throws a Damage where the source ends before. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const step = Math.min(left, (await this.exactly(1)).length && this.#end - this.#begin);
      this.take(step);
      left -= step;
    }
  }

  /** What is wrong at `offset`, in the words of who found it. */
  damaged(words: string, offset = this.#position): Damage {
    return new Damage(`The ${this.#name} data is damaged: ${words}.`, offset);
  }

  /** The source ends too early. */
  truncated(words: string): Damage {
    return new Damage(`The ${this.#name} data is truncated: ${words}.`, this.size);
  }

  /** Here something begins that does not belong here. */
  foreign(): Damage {
    return new Damage(`What follows here is no ${this.#name} data.`, this.#position);
  }

  // False at the end of the source.
  async #fill(count: number): Promise<boolean> {
    if (this.#feed.position >= this.size) return false;
    this.#growBuffer(count);
    const taken = this.#feed.take(this.#buffer.subarray(this.#end)) || (await this.#takeNext());
    this.#end += taken;
    return taken > 0;
  }

  async #takeNext(): Promise<number> {
    await this.#feed.ready();
    const taken = this.#feed.take(this.#buffer.subarray(this.#end));
    const { position } = this.#feed;
    // The size of a stream is known at its end.
    if (taken === 0 && position < this.size) throw sourceChanged(position);
    return taken;
  }

  // The bytes that are left move to its begin.
  #growBuffer(count: number): void {
    const rest = this.#buffer.subarray(this.#begin, this.#end);
    if (count > this.#buffer.length) this.#buffer = new Uint8Array(count);
    this.#buffer.set(rest);
    this.#end = rest.length;
    this.#begin = 0;
  }
}

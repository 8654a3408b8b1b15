// A compressed source: decompressed while it is read through, read again from a temporary file.

import { CaptureError } from "../base/capture-error.js";
import { turn } from "../base/turn.js";
import type { Issue } from "../record/issue.js";
import type { Compression } from "./compression.js";
import type { Decode } from "./decoder.js";
import { DecompressionLimit, type DecompressionOptions } from "./decompression-limit.js";
import { Damage, Input } from "./input.js";
import type { Feed, NextTask, Source } from "./source.js";
import type { Spill } from "./spill.js";

// Bytes that are decompressed, written to the temporary file and indexed in one go. Small captures
// need no large memory.
const FIRST_STRETCH = 128 * 1024;
const STRETCH = 4 * 1024 * 1024;

/** The capture inside a compressed source. It owns both the source and the spill. */
export class DecompressedSource implements Source {
  readonly compression: Compression;
  readonly #source: Source;
  readonly #decode: Decode;
  readonly #spill: Spill;
  readonly #nextTask: NextTask;
  readonly #options: DecompressionOptions;
  #feed: DecompressedFeed | undefined;

  constructor(
    source: Source,
    compression: Compression,
    decode: Decode,
    spill: Spill,
    nextTask: NextTask,
    options: DecompressionOptions,
  ) {
    this.#source = source;
    this.compression = compression;
    this.#decode = decode;
    this.#spill = spill;
    this.#nextTask = nextTask;
    this.#options = options;
  }

  /** Bytes of the compressed source. */
  get size(): number {
    return this.#source.size;
  }

  get issues(): readonly Issue[] {
    return this.#feed?.issues ?? [];
  }

  /** Once only: the spill is filled by it. */
  feed(): Feed {
    const open = () => new Input(this.#source, this.compression);
    const limit = new DecompressionLimit(this.#options);
    this.#feed = new DecompressedFeed(open, this.#decode, this.#spill, this.#nextTask, limit);
    return this.#feed;
  }

  /** From the decompressed capture. */
  read(offset: number, length: number): Promise<Uint8Array> {
    return this.#spill.read(offset, length);
  }

  close(): void {
    this.#feed?.stop();
    this.#spill.close();
    this.#source.close();
  }
}

class DecompressedFeed implements Feed {
  readonly issues: Issue[] = [];
  readonly #spill: Spill;
  readonly #nextTask: NextTask;
  readonly #limit: DecompressionLimit;
  readonly #pieces: AsyncGenerator<Uint8Array, void>;
  #stretch = new Uint8Array(FIRST_STRETCH);
  #input: Input | undefined;
  #piece: Uint8Array = new Uint8Array(0); // what did not fit into the stretch
  #taken = 0;
  #filled = 0;
  #position = 0;
  #reached = 0;
  #isDone = false;
  #isEmpty = true;

  constructor(
    open: () => Input,
    decode: Decode,
    spill: Spill,
    nextTask: NextTask,
    limit: DecompressionLimit,
  ) {
    this.#spill = spill;
    this.#nextTask = nextTask;
    this.#limit = limit;
    this.#pieces = decode(() => {
      this.#input = open();
      return this.#input;
    });
  }

  // Below the size until all is handed on, whatever has been read ahead. It never decreases, although
  // a decoder may start again.
  get position(): number {
    const { position = 0, size = Number.POSITIVE_INFINITY } = this.#input ?? {};
    const isLast = this.#isDone && this.#taken === this.#filled;
    this.#position = isLast ? size : Math.max(this.#position, Math.min(position, size - 1));
    return this.#position;
  }

  async ready(): Promise<void> {
    await this.#nextTask();
    if (this.#filled === FIRST_STRETCH) this.#stretch = new Uint8Array(STRETCH);
    this.#taken = 0;
    this.#filled = 0;
    const { length } = this.#stretch;
    while (this.#filled < length && (this.#piece.length > 0 || (await this.#next()))) {
      this.#copy();
      await turn();
    }
    if (this.#filled > 0) await this.#spill.write(this.#stretch.subarray(0, this.#filled));
    if (this.#isDone) await this.#spill.finish();
  }

  take(target: Uint8Array): number {
    const end = Math.min(this.#filled, this.#taken + target.length);
    const piece = this.#stretch.subarray(this.#taken, end);
    target.set(piece);
    this.#taken += piece.length;
    return piece.length;
  }

  /** Lets the decoder free what it holds. */
  stop(): void {
    // A decoder at work ends its step first. The outcome does not matter.
    this.#pieces.return().catch(() => {});
  }

  #copy(): void {
    const piece = this.#piece.subarray(0, this.#stretch.length - this.#filled);
    this.#stretch.set(piece, this.#filled);
    this.#filled += piece.length;
    this.#piece = this.#piece.subarray(piece.length);
  }

  // False at the end.
  async #next(): Promise<boolean> {
    try {
      const { done, value } = await this.#pieces.next();
      this.#isDone = done === true;
      if (value) this.#receive(value);
    } catch (error) {
      if (!(error instanceof Damage)) throw error;
      this.#meet(error);
    }
    this.#isEmpty &&= this.#piece.length === 0;
    return !this.#isDone;
  }

  #receive(piece: Uint8Array): void {
    this.#piece = piece;
    // A decoder may start again.
    this.#reached = Math.max(this.#reached, this.#input?.reached ?? 0);
    this.#limit.add(piece.length, this.#reached, this.#reached);
  }

  #meet({ message, offset }: Damage): void {
    const kind = "compressed_data_damaged";
    if (this.#isEmpty) throw new CaptureError(kind, message, { offset });
    this.issues.push({ kind, severity: "error", offset, packet: 0, message });
    this.#isDone = true;
  }
}

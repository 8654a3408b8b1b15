// A capture in a Blob or File, in browsers and in Node.js.
import { cannotRead, sourceChanged } from "../base/capture-error.js";
import type { Feed, NextTask, Source } from "./source.js";

// Reading a Blob is a conversation with another process of the browser: below 8 MiB its cost
// for each slice shows, above there is no gain.
const SLICE = 8 * 1024 * 1024;

// Slices asked for ahead of the one being parsed. With three the browser always has work while
// the core parses, more bring nothing; with the one in hand they make 32 MiB.
const AHEAD = 3;

/** Reads slices of a Blob, whose bytes stay where the browser or Node.js keeps them. */
export class BlobSource implements Source {
  readonly size: number;
  readonly #blob: Blob;
  readonly #nextTask: NextTask;

  constructor(blob: Blob, nextTask: NextTask) {
    this.#blob = blob;
    this.size = blob.size;
    this.#nextTask = nextTask;
  }

  feed(): Feed {
    return new BlobFeed(this, this.#nextTask);
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const slice = this.#blob.slice(offset, offset + length);
    const buffer = await slice.arrayBuffer().catch((cause) => {
      throw cannotRead("the file, which may have been changed or removed", cause, offset);
    });
    if (buffer.byteLength < length) throw sourceChanged(offset + buffer.byteLength);
    return new Uint8Array(buffer);
  }

  close(): void {}
}

class BlobFeed implements Feed {
  readonly #source: BlobSource;
  readonly #nextTask: NextTask;
  readonly #coming: Promise<Uint8Array>[] = [];
  #asked = 0;
  #position = 0;
  #slice: Uint8Array = new Uint8Array(0);

  constructor(source: BlobSource, nextTask: NextTask) {
    this.#source = source;
    this.#nextTask = nextTask;
    this.#ask();
  }

  get position(): number {
    return this.#position;
  }

  async ready(): Promise<void> {
    const next = this.#coming.shift();
    if (next === undefined) return;
    this.#slice = await next;
    this.#ask();
    // Node.js has the bytes of a Blob in memory at hand and gives no event a turn.
    await this.#nextTask();
  }

  take(target: Uint8Array): number {
    const piece = this.#slice.subarray(0, target.length);
    target.set(piece);
    this.#slice = this.#slice.subarray(piece.length);
    this.#position += piece.length;
    return piece.length;
  }

  #ask(): void {
    while (this.#coming.length < AHEAD && this.#asked < this.#source.size) {
      const length = Math.min(SLICE, this.#source.size - this.#asked);
      const slice = this.#source.read(this.#asked, length);
      // ready() meets a failure when it is this slice's turn. After an abort nobody does, and an
      // unhandled rejection ends a Node.js process.
      slice.catch(() => {});
      this.#coming.push(slice);
      this.#asked += length;
    }
  }
}

// A source that comes once, piece by piece: a stream, an iterable, the body of a response.

import { onAbort } from "../base/abort.js";
import { cannotRead } from "../base/capture-error.js";
import { isLate, turn } from "../base/turn.js";
import { namedCompression, skippableSize } from "./compression.js";
import type { Decompressing } from "./open-compressed.js";
import type { Feed, NextTask, Source } from "./source.js";
import type { Spill } from "./spill.js";

// Pieces are gathered as long as they come without waiting: many small ones would each cost as
// much as a large one.
const GATHERED = 1024 * 1024;

// Bytes by which a compression is recognised.
const START = 8;

/** The pieces of a source that has some; undefined where it has none. */
export function piecesOf(source: unknown): AsyncIterator<Uint8Array> | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  if (Object.prototype.toString.call(source) === "[object Response]") {
    const { body } = source as Response;
    return body === null ? piecesOf([]) : piecesOf(body);
  }
  if ("getReader" in source) return readerOf(source as ReadableStream<Uint8Array>);
  const { [Symbol.asyncIterator]: later, [Symbol.iterator]: now } = source as Partial<
    AsyncIterable<Uint8Array> & Iterable<Uint8Array>
  >;
  if (later) return untilDestroyed(source, later.call(source));
  return now && each(now.call(source));
}

// The iterator of a Node.js stream comes to its end only when the next piece has come, which may be
// never: whoever leaves it destroys the stream.
function untilDestroyed(
  source: object,
  pieces: AsyncIterator<Uint8Array>,
): AsyncIterator<Uint8Array> {
  const { destroy } = source as { destroy?: () => void };
  if (typeof destroy !== "function") return pieces;
  return {
    next: () => pieces.next(),
    async return() {
      destroy.call(source);
      return { done: true, value: undefined };
    },
  };
}

// Not every browser's streams are iterables.
function readerOf(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

async function* each(pieces: Iterator<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  yield* { [Symbol.iterator]: () => pieces };
}

/** Opens it. Its bytes are kept where the caller reads them again, or a decoder may. */
export async function openStream(
  platform: Decompressing,
  pieces: AsyncIterator<Uint8Array>,
  keeps: boolean,
  signal?: AbortSignal,
): Promise<Source> {
  const incoming = new Incoming(pieces, platform.nextTask);
  // Its first bytes may never come.
  const ignore = signal && onAbort(signal, () => incoming.stop());
  try {
    const start = await incoming.start(START);
    const isPlain = namedCompression(start) === undefined && skippableSize(start) === undefined;
    const spill = keeps || !isPlain ? await platform.openSpill() : undefined;
    return new StreamSource(incoming, start, spill, platform.nextTask);
  } catch (error) {
    incoming.stop();
    throw error;
  } finally {
    ignore?.();
  }
}

/** Pieces as they come, gathered. */
class Incoming {
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #nextTask: NextTask;
  #coming: Promise<Uint8Array | undefined> | undefined;
  #back: Uint8Array | undefined;
  #position = 0;
  #isStopped = false;

  constructor(pieces: AsyncIterator<Uint8Array>, nextTask: NextTask) {
    this.#pieces = pieces;
    this.#nextTask = nextTask;
  }

  /** The first bytes, `least` of them unless there are fewer. They will come again. */
  async start(least: number): Promise<Uint8Array> {
    let start: Uint8Array = new Uint8Array(0);
    while (start.length < least) {
      const piece = await this.#next();
      if (piece === undefined) break;
      start = piecesJoined([start, piece]);
    }
    this.#back = start.length > 0 ? start : undefined;
    return start;
  }

  /** The next bytes; undefined at the end. Rejects: `io`. */
  async next(): Promise<Uint8Array | undefined> {
    const pieces: Uint8Array[] = [];
    let size = 0;
    for (let piece = await this.#take(); piece !== undefined; ) {
      pieces.push(piece);
      size += piece.length;
      if (size >= GATHERED || isLate()) break;
      piece = await this.#takeIfThere();
    }
    return pieces.length > 0 ? piecesJoined(pieces) : undefined;
  }

  /** Nothing more is wanted. */
  stop(): void {
    this.#isStopped = true;
    // The outcome does not matter, be it an error.
    this.#pieces.return?.().then(nothing, nothing);
  }

  async #take(): Promise<Uint8Array | undefined> {
    const piece = this.#back ?? (await (this.#coming ?? this.#next()));
    this.#back = undefined;
    this.#coming = undefined;
    return piece;
  }

  // The next piece if it comes before other events do.
  async #takeIfThere(): Promise<Uint8Array | undefined> {
    this.#coming = this.#next();
    // A failure is reported when it is this piece's turn.
    this.#coming.catch(nothing);
    const first = await Promise.race([this.#coming.then(there, there), this.#nextTask()]);
    return first === true ? this.#take() : undefined;
  }

  // There may be any number of pieces without bytes.
  async #next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const { done, value } = await this.#pieces.next().catch((cause) => {
        throw cannotRead("the stream", cause, this.#position);
      });
      if (done || this.#isStopped) return undefined;
      const bytes = bytesOf(value);
      this.#position += bytes.length;
      if (bytes.length > 0) return bytes;
      await turn();
    }
  }
}

/** Any bytes as a Uint8Array; throws a TypeError with this message for anything else. */
export function bytesOf(
  piece: unknown,
  message = "source must be made of bytes: Uint8Arrays",
): Uint8Array {
  if (ArrayBuffer.isView(piece)) {
    return new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.byteLength);
  }
  if (Object.prototype.toString.call(piece) === "[object ArrayBuffer]") {
    return new Uint8Array(piece as ArrayBuffer);
  }
  throw new TypeError(message);
}

/** All of them one behind another; the piece itself where there is one. */
export function piecesJoined(pieces: readonly Uint8Array[]): Uint8Array {
  const [only, ...others] = pieces;
  if (only !== undefined && others.length === 0) return only;
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

const there = () => true as const;
function nothing(): void {}

class StreamSource implements Source {
  readonly #incoming: Incoming;
  readonly #start: Uint8Array;
  readonly #spill: Spill | undefined;
  readonly #nextTask: NextTask;
  #length = 0; // of what has come
  #isWhole = false;
  #isFed = false;

  constructor(incoming: Incoming, start: Uint8Array, spill: Spill | undefined, nextTask: NextTask) {
    this.#incoming = incoming;
    this.#start = start;
    this.#spill = spill;
    this.#nextTask = nextTask;
  }

  /** Infinite until the end has come. */
  get size(): number {
    return this.#isWhole ? this.#length : Number.POSITIVE_INFINITY;
  }

  feed(): Feed {
    const isFirst = !this.#isFed && this.#length === 0;
    this.#isFed = true;
    return isFirst ? new PieceFeed(() => this.#pull(), this.#nextTask) : this.#again();
  }

  /** Fewer bytes where it ends before. */
  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = offset + length;
    if (end <= this.#start.length) return this.#start.slice(offset, end);
    while (!this.#isWhole && this.#length < end && (await this.#pull()));
    if (this.#spill === undefined) return this.#start.slice(offset, end);
    return this.#spill.read(offset, Math.max(0, Math.min(end, this.#length) - offset));
  }

  close(): void {
    this.#incoming.stop();
    this.#spill?.close();
  }

  // The next bytes, which are kept if they have to be.
  async #pull(): Promise<Uint8Array | undefined> {
    const piece = await this.#incoming.next();
    if (piece === undefined) {
      this.#isWhole = true;
      await this.#spill?.finish();
      return undefined;
    }
    await this.#spill?.write(piece);
    this.#length += piece.length;
    return piece;
  }

  // From what was kept, when all has come.
  #again(): Feed {
    let position = 0;
    return new PieceFeed(async () => {
      const piece = await this.read(position, GATHERED);
      position += piece.length;
      return piece.length > 0 ? piece : undefined;
    }, this.#nextTask);
  }
}

/** Reads a source range by range: the next one while one is looked at. */
export function rangeFeed(
  source: Pick<Source, "size" | "read">,
  range: number,
  nextTask: NextTask,
): Feed {
  let position = 0;
  const ask = (): Promise<Uint8Array> | undefined => {
    const length = Math.min(range, source.size - position);
    if (length === 0) return undefined;
    const coming = source.read(position, length);
    // A failure is reported when it is this range's turn.
    coming.catch(nothing);
    position += length;
    return coming;
  };
  let coming = ask();
  return new PieceFeed(async () => {
    const piece = await coming;
    coming = ask();
    return piece;
  }, nextTask);
}

/** Hands on the pieces that a function gives, until it gives undefined. */
export class PieceFeed implements Feed {
  readonly #pull: () => Promise<Uint8Array | undefined>;
  readonly #nextTask: NextTask;
  #piece: Uint8Array = new Uint8Array(0);
  #position = 0;

  constructor(pull: () => Promise<Uint8Array | undefined>, nextTask: NextTask) {
    this.#pull = pull;
    this.#nextTask = nextTask;
  }

  get position(): number {
    return this.#position;
  }

  async ready(): Promise<void> {
    await this.#nextTask();
    this.#piece = (await this.#pull()) ?? new Uint8Array(0);
  }

  take(target: Uint8Array): number {
    const piece = this.#piece.subarray(0, target.length);
    target.set(piece);
    this.#piece = this.#piece.subarray(piece.length);
    this.#position += piece.length;
    return piece.length;
  }
}

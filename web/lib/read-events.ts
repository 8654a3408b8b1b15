// Reading a source once, as events: in batches, or one by one.
import { pushAll } from "./core-input.js";
import type { CaptureEvent, EventBatch } from "./event.js";
import { Held } from "./held.js";
import { type CaptureSource, openOnce, type Streaming } from "./open-source.js";
import { type ReadOptions, requireBooleans, requireReadOptions } from "./read-options.js";
import { unlessAborted } from "./read-through.js";
import { Stretches } from "./stretches.js";

/** Options of {@link readEvents}. */
export interface EventOptions extends ReadOptions {
  /** Also gives the file headers, each before its packets; by default only packets. */
  readonly emitFileHeaders?: boolean;
}

// Bytes of the smallest blocks where packets are handed out one by one.
const SMALL_BLOCK = 256 * 1024;

/** @internal readEventBatches on a given platform. */
export function batchesOn(
  platform: Streaming,
  source: CaptureSource,
  options: ReadOptions,
  leastBlock?: number,
): AsyncGenerator<EventBatch, void> {
  requireReadOptions(options);
  const held = new Held();
  const batches = read(platform, source, options, leastBlock, held);
  held.ownedBy(batches);
  return batches;
}

/** @internal readEvents on a given platform. */
export function eventsOn(
  platform: Streaming,
  source: CaptureSource,
  options: EventOptions,
): AsyncIterableIterator<CaptureEvent, void> {
  const batches = batchesOn(platform, source, options, SMALL_BLOCK);
  requireBooleans(options, ["emitFileHeaders"]);
  return new Events(batches, options.emitFileHeaders === true);
}

async function* read(
  platform: Streaming,
  source: CaptureSource,
  options: ReadOptions,
  leastBlock: number | undefined,
  held: Held,
): AsyncGenerator<EventBatch, void> {
  options.signal?.throwIfAborted();
  const stream = await unlessAborted(platform.loadStream(), options.signal);
  const { strict = false, strictSnaplen = false, applyTimeZone = false, onIssue } = options;
  try {
    const opened = await openOnce(platform, source, options.signal);
    held.add(() => opened.close());
    const tellsIssues = onIssue !== undefined;
    const reader = new stream.EventReader(strict, strictSnaplen, applyTimeZone, tellsIssues);
    held.add(() => reader.delete());
    const stretches = new Stretches(stream, reader, opened, platform.freshMemory, leastBlock);
    for await (const block of pushAll(stream, reader, opened, stretches.feed, options)) {
      yield* stretches.batches(block);
    }
  } finally {
    held.close();
  }
}

/**
 * @internal The events of batches, one by one. Not an async generator, which would take twice as long for
 * each of them.
 */
export class Events implements AsyncIterableIterator<CaptureEvent, void> {
  readonly #batches: AsyncGenerator<EventBatch, void>;
  readonly #emitsHeaders: boolean;
  #batch: EventBatch | undefined;
  #next = 0;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(batches: AsyncGenerator<EventBatch, void>, emitsHeaders: boolean) {
    this.#batches = batches;
    this.#emitsHeaders = emitsHeaders;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<CaptureEvent, void>> {
    const batch = this.#batch;
    if (batch !== undefined && this.#next < batch.length && this.#waiting === 0) {
      this.#next += 1;
      return Promise.resolve({ done: false, value: batch.packet(this.#next - 1) });
    }
    // Whoever asks again without waiting has his turn behind.
    this.#waiting += 1;
    const advanced = this.#last
      .then(() => this.#advance())
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = advanced.then(nothing, nothing);
    return advanced;
  }

  async return(): Promise<IteratorResult<CaptureEvent, void>> {
    this.#batch = undefined;
    await this.#batches.return();
    return { done: true, value: undefined };
  }

  async #advance(): Promise<IteratorResult<CaptureEvent, void>> {
    while (this.#batch === undefined || this.#next >= this.#batch.length) {
      const { done, value } = await this.#batches.next();
      this.#batch = value ?? undefined;
      this.#next = 0;
      if (done) return { done: true, value: undefined };
      if (this.#emitsHeaders && value.fileHeader) return { done: false, value: value.fileHeader };
    }
    this.#next += 1;
    return { done: false, value: this.#batch.packet(this.#next - 1) };
  }
}

function nothing(): void {}

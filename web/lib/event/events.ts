// The events of batches, one by one.
import type { CaptureEvent, EventBatch } from "./event.js";

/**
 * @internal The events of batches, one by one. Not an async generator, which would take twice as
 * long for each of them.
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
    // A call that does not wait for the one before comes after it.
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

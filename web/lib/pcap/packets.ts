// The packets of batches, one after another.
import type { EventBatch } from "../index.js";
import type { NextResult } from "./next.js";

/** @internal */
export class Packets {
  readonly #batches: AsyncGenerator<EventBatch, void>;
  #batch: EventBatch | undefined;
  #next = 0;
  #hasEnded = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(batches: AsyncGenerator<EventBatch, void>) {
    this.#batches = batches;
  }

  /** The first batch, or undefined when there is none. Rejects as reading batches does. */
  async first(): Promise<EventBatch | undefined> {
    await this.#read();
    return this.#batch;
  }

  /** In the order of asking, also when nobody waits for the answer. */
  next(): Promise<NextResult> {
    const result = this.#last.then(() => this.#advance());
    this.#last = result;
    return result;
  }

  close(): void {
    this.#end();
    void this.#batches.return().catch(() => {});
  }

  async #advance(): Promise<NextResult> {
    try {
      while (!this.#hasEnded && this.#next >= (this.#batch?.length ?? 0)) await this.#read();
    } catch (error) {
      this.#end();
      return [undefined, (error as Error).message];
    }
    if (!this.#batch) return [undefined];
    const packet = this.#batch.packet(this.#next++);
    return [packet.data, packet.timestamp ?? 0n, packet.original_packet_length];
  }

  async #read(): Promise<void> {
    this.#batch = (await this.#batches.next()).value ?? undefined;
    this.#next = 0;
    if (!this.#batch) this.#end();
  }

  #end(): void {
    this.#batch = undefined;
    this.#hasEnded = true;
  }
}

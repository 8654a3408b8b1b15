// Something that the Worker does or holds for this thread, from beginning to end.

import { onAbort, unlessAborted } from "../base/abort.js";
import { Held } from "../base/held.js";
import type { Connection } from "./connection.js";
import { CALLBACK, copied } from "./crossing.js";
import { failureOf } from "./failure.js";
import { type Fetch, lendFetch } from "./fetching.js";
import type { Desk } from "./peer.js";

type Callback = (...args: readonly unknown[]) => unknown;

/** One operation of a Worker. What it needs of this thread stands on its desk until it ends. */
export class Operation {
  readonly connection: Connection;
  /** Its number; the Worker's desk of this number is what it holds. */
  readonly id: number;
  #desk: Desk;
  readonly #stop = new AbortController();
  #isOver = false;
  readonly #followed = new Held();
  readonly #parts = new Set<Operation>();
  #holder: Operation | undefined;

  constructor(connection: Connection, desk: Desk = {}) {
    this.connection = connection;
    this.#desk = desk;
    this.id = connection.begin(desk);
  }

  /** False when it has ended, or its Worker has. */
  get isOpen(): boolean {
    return !this.#isOver && this.connection.isOpen;
  }

  /** The options for the Worker: an abort ends the operation, callbacks are called from there. */
  options(options: unknown): unknown {
    if (typeof options !== "object" || options === null) return options;
    const packed: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(options)) {
      if (name === "fetch" && typeof value === "function") packed[name] = this.#fetching(value);
      else if (typeof value === "function") packed[name] = this.#callback(name, value);
      // The Worker reports a signal that is none.
      else if (isSignal(value)) this.follow(value);
      else packed[name] = copied(value);
    }
    return packed;
  }

  /** Calls a desk of the Worker: rejects at once with the reason of an abort. */
  call(desk: number, name: string, ...args: unknown[]): Promise<unknown> {
    return unlessAborted(this.connection.call(desk, name, ...args), this.#stop.signal);
  }

  /** Has something done that leaves nothing behind. */
  async once(name: string, args: () => Promise<unknown[]>): Promise<unknown> {
    const done = await this.orEnd(async () => this.call(0, name, this.id, ...(await args())));
    this.finish();
    return done;
  }

  /** Does something that ends the operation if it fails. */
  async orEnd<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (reason) {
      await this.end({ reason });
      throw reason;
    }
  }

  /** Also ends when `owner` was forgotten. */
  ownedBy(owner: object): void {
    const held = new Held();
    held.add(() => void this.end());
    held.ownedBy(owner);
  }

  /** An abort of this signal ends it, too. Throws the reason where that has come already. */
  follow(signal: AbortSignal): void {
    signal.throwIfAborted();
    this.#followed.add(onAbort(signal, () => this.#stop.abort(signal.reason)));
  }

  /** The signals say nothing of it any more. */
  unfollow(): void {
    this.#followed.close();
  }

  /** An operation of what this one holds, which ends with it. */
  part(): Operation {
    const part = new Operation(this.connection);
    this.#parts.add(part);
    part.#holder = this;
    return part;
  }

  /** Nothing of this thread is needed any more. */
  closeDesk(): void {
    this.unfollow();
    this.#desk = {};
    this.connection.closeDesk(this.id);
  }

  /** The Worker has nothing of it any more. */
  finish(): void {
    this.#isOver = true;
    this.unfollow();
    const holder = this.#holder;
    if (holder) holder.#parts.delete(this);
    for (const part of this.#parts) part.finish();
    this.connection.finish(this.id);
  }

  /** The Worker lets go of it; settles when it has. Again: nothing happens. */
  async end(failed?: { readonly reason: unknown }): Promise<void> {
    if (this.#isOver) return;
    const gone = this.connection.call(this.id, "release").catch(() => {});
    const desk = this.#desk;
    this.finish();
    // The Worker may not have come to the source or sink.
    desk.return?.();
    if (failed) await desk.abort?.(failureOf(failed.reason) as never);
    await gone;
  }

  // Its answer is waited for there, and its body is handed over piece by piece.
  #fetching(fetch: Callback): string {
    lendFetch(this.#desk, fetch as Fetch);
    return CALLBACK;
  }

  // The operation rejects with what a callback throws.
  #callback(name: string, callback: Callback): string {
    this.#desk[name] = (...args) => {
      try {
        callback(...args);
      } catch (reason) {
        this.#stop.abort(reason);
      }
    };
    return CALLBACK;
  }
}

function isSignal(value: unknown): value is AbortSignal {
  return Object.prototype.toString.call(value) === "[object AbortSignal]";
}

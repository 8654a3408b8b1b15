// Two threads that call each other by messages.
import { CaptureError } from "../index.js";
import { buffersOf } from "./crossing.js";
import { type Failure, failureOf, reasonOf } from "./failure.js";

/** What the other thread may call, by name. What is given and answered is given away. */
export type Desk = Record<string, (...args: never[]) => unknown>;

/** What one thread says to the other. */
export type Message = Call | Answer;

interface Call {
  readonly call: number;
  readonly desk: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly answerTo: number; readonly value: unknown }
  | { readonly answerTo: number; readonly failure: Failure };

/** Hands a message to the other thread. */
export type Post = (message: Message, transfer: ArrayBuffer[]) => void;

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** One end of the line. */
export class Peer {
  readonly #post: Post;
  readonly #desks = new Map<number, Desk>();
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #end: { readonly reason: unknown } | undefined;

  constructor(post: Post) {
    this.#post = post;
  }

  /** Whether answers are awaited. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** Lets the other thread call a desk by this number, in place of the one it had. */
  lend(id: number, desk: Desk): void {
    this.#desks.set(id, desk);
  }

  /** The other thread may call it no more: its calls reject with `closed`. */
  takeBack(id: number): void {
    this.#desks.delete(id);
  }

  /** Calls a desk of the other thread. Rejects with what is thrown there. */
  call(desk: number, name: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end) throw this.#end.reason;
      this.#calls += 1;
      this.#post({ call: this.#calls, desk, name, args }, [...buffersOf(args)]);
      this.#waiting.set(this.#calls, { resolve, reject });
    });
  }

  /** Takes what the other thread says. */
  receive(message: Message): void {
    if ("call" in message) void this.#answer(message);
    else this.#settle(message);
  }

  /** Nothing more comes: all calls reject with the reason, also later ones. */
  end(reason: unknown): void {
    this.#end ??= { reason };
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
    this.#desks.clear();
  }

  async #answer({ call, desk, name, args }: Call): Promise<void> {
    try {
      const method = this.#desks.get(desk)?.[name];
      if (method === undefined) throw new CaptureError("closed", "The capture was closed.");
      const value = await method(...(args as never[]));
      this.#post({ answerTo: call, value }, [...buffersOf(value)]);
    } catch (reason) {
      this.#post({ answerTo: call, failure: failureOf(reason) }, []);
    }
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.answerTo);
    this.#waiting.delete(answer.answerTo);
    if ("failure" in answer) waiting?.reject(reasonOf(answer.failure));
    else waiting?.resolve(answer.value);
  }
}

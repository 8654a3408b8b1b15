// What this thread has to give, piece by piece, on its way to the Worker: many pieces in a message.

/** Reads pieces ahead, until those that wait to be taken weigh 1. */
export class Outgoing<Piece> {
  readonly #pieces: AsyncIterator<Piece>;
  readonly #pack: (piece: Piece) => unknown;
  readonly #weigh: (piece: Piece) => number;
  #waiting: unknown[] = [];
  #weight = 0;
  #end: { readonly reason?: unknown } | undefined;
  #isRunning = false;
  #wake: () => void = nothing;

  /** @param pack makes of a piece what is sent, before the next is asked for */
  constructor(
    pieces: AsyncIterator<Piece>,
    pack: (piece: Piece) => unknown,
    weigh: (piece: Piece) => number,
  ) {
    this.#pieces = pieces;
    this.#pack = pack;
    this.#weigh = weigh;
  }

  /** All that wait, or the first that comes; undefined at the end. Rejects as the pieces do. */
  async take(): Promise<unknown[] | undefined> {
    if (!this.#isRunning) void this.#run();
    while (this.#waiting.length === 0 && !this.#end) await this.#change();
    const taken = this.#waiting;
    this.#waiting = [];
    this.#weight = 0;
    this.#wake();
    if (taken.length > 0) return taken;
    if (this.#end && "reason" in this.#end) throw this.#end.reason;
    return undefined;
  }

  /** No more is wanted. */
  stop(): void {
    // The outcome does not matter, be it an error.
    this.#pieces.return?.().then(nothing, nothing);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      await this.#readAll();
      this.#end = {};
    } catch (reason) {
      this.#end = { reason };
    }
    this.#wake();
  }

  async #readAll(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#pieces.next();
      if (done) return;
      this.#waiting.push(this.#pack(value));
      this.#weight += this.#weigh(value);
      this.#wake();
      while (this.#weight >= 1) await this.#change();
    }
  }

  // Reading waits only while there is something to take, taking only while there is nothing.
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

function nothing(): void {}

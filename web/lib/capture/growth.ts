// How a capture grows while its source is read.

/** @internal Whether more is to come, and who waits for it. */
export class Growth {
  #isOver = false;
  #failure: { readonly reason: unknown } | undefined;
  #coming = deferred();

  /** Whether more may come. */
  get isGrowing(): boolean {
    return !this.#isOver;
  }

  /** There is more of it. */
  grew(): void {
    this.#coming.settle();
    this.#coming = deferred();
  }

  /** Nothing more comes, because of `failure` where there is one. Again: nothing happens. */
  end(failure?: { readonly reason: unknown }): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#coming.settle();
  }

  /** Settles when it is enough, or nothing more comes; rejects with the reason for that. */
  async until(isEnough: () => boolean): Promise<void> {
    while (!this.#isOver && !isEnough()) await this.#coming.promise;
    if (this.#failure && !isEnough()) throw this.#failure.reason;
  }
}

function deferred(): { readonly promise: Promise<void>; readonly settle: () => void } {
  let settle = () => {};
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

// What is let go of when somebody has finished, or was forgotten.

/** Things to be released once, in the reverse order of their coming. */
export class Held {
  readonly #releases: (() => void)[] = [];

  /** To be called at the end. */
  add(release: () => void): void {
    this.#releases.push(release);
  }

  /** Releases all. Again: nothing happens. */
  close(): void {
    for (let next = this.#releases.pop(); next; next = this.#releases.pop()) next();
  }

  /**
   * Also closes when `owner` was forgotten: memory of WebAssembly and open files are nothing that
   * the garbage collector sees. Nothing here may refer to the owner.
   */
  ownedBy(owner: object): void {
    forgotten.register(owner, this);
  }
}

const forgotten = new FinalizationRegistry<Held>((held) => held.close());

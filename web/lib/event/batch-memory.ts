// Memory of batches: a stretch of a source takes one buffer, which can be given back.

// One is filled while the other is in the caller's hands.
const SPARE = 2;

// Sizes are multiples of this, so that a buffer fits the next time, too.
const GRAIN = 64 * 1024;

/** Buffers that were given back, to be filled again: fresh ones cost more than what is read. */
export class BatchMemory {
  readonly #fresh: (size: number) => ArrayBuffer;
  readonly #spare: ArrayBuffer[] = [];

  /** Takes memory that nobody had from `fresh`: what is in it has no meaning. */
  constructor(fresh: (size: number) => ArrayBuffer) {
    this.#fresh = fresh;
  }

  /** Memory of `size` bytes at least for `users` batches; what is in it has no meaning. */
  take(size: number, users: number): Lease {
    const at = this.#spare.findIndex(({ byteLength }) => byteLength >= size);
    const [found] = at === -1 ? [] : this.#spare.splice(at, 1);
    const buffer = found ?? this.#fresh(GRAIN * Math.ceil(size / GRAIN));
    return new Lease(buffer, users, (unused) => this.#keep(unused));
  }

  #keep(buffer: ArrayBuffer): void {
    this.#spare.push(buffer);
    if (this.#spare.length > SPARE) this.#spare.shift();
  }
}

/** A buffer that batches share until all of them have given it back. */
export class Lease {
  readonly buffer: ArrayBuffer;
  readonly #giveBack: (buffer: ArrayBuffer) => void;
  #users: number;

  constructor(buffer: ArrayBuffer, users: number, giveBack: (buffer: ArrayBuffer) => void) {
    this.buffer = buffer;
    this.#users = users;
    this.#giveBack = giveBack;
  }

  /** To be called once by each of the batches. */
  end(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    // Moves the memory into another buffer: all arrays over this one are empty from now on, so that
    // nobody takes for his packets what is filled in next.
    this.#giveBack(structuredClone(this.buffer, { transfer: [this.buffer] }));
  }
}

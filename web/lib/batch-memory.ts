// Memory of batches: buffers that can be given back.

// One is filled while the other is in the caller's hands.
const SPARE = 2;

// Sizes are multiples of this, so that a buffer fits the next time, too.
const GRAIN = 64 * 1024;

/** Buffers that were given back, to be filled again: fresh ones cost more than what is read. */
export class BatchMemory {
  readonly #fresh: (size: number) => ArrayBuffer;
  readonly #spare: ArrayBuffer[] = [];

  constructor(fresh: (size: number) => ArrayBuffer) {
    this.#fresh = fresh;
  }

  /** Memory of `size` bytes at least; what is in it has no meaning. */
  take(size: number): ArrayBuffer {
    const at = this.#spare.findIndex(({ byteLength }) => byteLength >= size);
    const [found] = at === -1 ? [] : this.#spare.splice(at, 1);
    return found ?? this.#fresh(GRAIN * Math.ceil(size / GRAIN));
  }

  /** Lends it out, until it is given back. */
  lend(buffer: ArrayBuffer): Lease {
    return new Lease(buffer, (unused) => this.keep(unused));
  }

  /** Keeps a buffer that nobody uses. */
  keep(unused: ArrayBuffer): void {
    this.#spare.push(unused);
    if (this.#spare.length > SPARE) this.#spare.shift();
  }
}

/** A buffer that one or more use until all of them have given it back. */
export class Lease {
  readonly buffer: ArrayBuffer;
  readonly #giveBack: (buffer: ArrayBuffer) => void;
  #users = 1;

  constructor(buffer: ArrayBuffer, giveBack: (buffer: ArrayBuffer) => void) {
    this.buffer = buffer;
    this.#giveBack = giveBack;
  }

  /** So many use it from now on. */
  share(users: number): void {
    this.#users = users;
  }

  /** To be called once by each of them. */
  end(): void {
    this.#users -= 1;
    // All arrays over this buffer are empty from now on, so that nobody takes for his packets what
    // is filled in next.
    if (this.#users === 0) this.#giveBack(moved(this.buffer));
  }
}

/** The same memory as another buffer; the one it was is empty. */
export function moved(buffer: ArrayBuffer): ArrayBuffer {
  return structuredClone(buffer, { transfer: [buffer] });
}

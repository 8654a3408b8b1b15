// A block of pcapng, built in little endian: draft-ietf-opsawg-pcapng, section 3. The core changes
// it to the byte order that is written.

/** Bytes one behind another. */
export class BlockBytes {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;

  u8(value: number): this {
    const at = this.#extend(1);
    this.#view.setUint8(at, value);
    return this;
  }

  u16(value: number): this {
    const at = this.#extend(2);
    this.#view.setUint16(at, value, true);
    return this;
  }

  u32(value: number): this {
    const at = this.#extend(4);
    this.#view.setUint32(at, value, true);
    return this;
  }

  /** Signed or not: the low 64 bits. */
  u64(value: bigint): this {
    const at = this.#extend(8);
    this.#view.setBigUint64(at, BigInt.asUintN(64, value), true);
    return this;
  }

  /** A time of pcapng: the high 32 bits first, in either byte order. */
  ticks(value: bigint): this {
    return this.u32(Number(BigInt.asUintN(64, value) >> 32n)).u32(Number(value & 0xffffffffn));
  }

  bytes(more: Uint8Array): this {
    const at = this.#extend(more.length);
    this.#bytes.set(more, at);
    return this;
  }

  /** Zeros up to a multiple of four bytes. */
  pad(): this {
    this.#extend((4 - (this.#size % 4)) % 4);
    return this;
  }

  /** All of it, which is its own. */
  get all(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }

  // Where memory for so many more bytes begins; zeros stand in it. The array may be another then.
  #extend(size: number): number {
    const at = this.#size;
    this.#size += size;
    if (this.#size > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#size, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, at));
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}

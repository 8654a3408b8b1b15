// A block of pcapng put together in little endian: draft-ietf-opsawg-pcapng, section 3. The core
// puts it into the byte order that is written.

const utf8 = new TextEncoder();

// Most bytes of an option, whose length has 16 bits.
const MAX_OPTION = 65535;

/** Bytes one behind another. */
export class BlockBytes {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #size = 0;

  u16(value: number): this {
    this.#view.setUint16(this.#extend(2), value, true);
    return this;
  }

  u32(value: number): this {
    this.#view.setUint32(this.#extend(4), value, true);
    return this;
  }

  /** Signed or not: the low 64 bits. */
  u64(value: bigint): this {
    this.#view.setBigUint64(this.#extend(8), BigInt.asUintN(64, value), true);
    return this;
  }

  /** A time of pcapng: the high 32 bits first, in either byte order. */
  ticks(value: bigint): this {
    return this.u32(Number(BigInt.asUintN(64, value) >> 32n)).u32(Number(value & 0xffffffffn));
  }

  bytes(more: Uint8Array): this {
    this.#bytes.set(more, this.#extend(more.length));
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

  // Where room for so many more bytes begins; zeros stand in it.
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

/** Options of a block. What is undefined is left out. */
export class OptionBytes {
  readonly #bytes = new BlockBytes();

  /** @throws RangeError when it is too long; `name` is the argument's */
  add(name: string, code: number, value: Uint8Array): this {
    if (value.length > MAX_OPTION) {
      throw new RangeError(`${name} must not be longer than ${MAX_OPTION} bytes`);
    }
    this.#bytes.u16(code).u16(value.length).bytes(value).pad();
    return this;
  }

  text(name: string, code: number, value: string | undefined): this {
    if (value === undefined) return this;
    if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
    return this.add(name, code, utf8.encode(value));
  }

  texts(name: string, code: number, values: readonly string[] | undefined): this {
    for (const value of values ?? []) this.text(name, code, value);
    return this;
  }

  u32(name: string, code: number, value: number | undefined): this {
    if (value === undefined) return this;
    return this.add(name, code, new BlockBytes().u32(requireWord(name, value)).all);
  }

  u64(name: string, code: number, value: bigint | undefined): this {
    if (value === undefined) return this;
    if (typeof value !== "bigint") throw new TypeError(`${name} must be a bigint`);
    if (value < 0n || value > 0xffffffffffffffffn) {
      throw new RangeError(`${name} must be from 0 to 2^64 - 1`);
    }
    return this.add(name, code, new BlockBytes().u64(value).all);
  }

  /** The list without its end; nothing when there is none. */
  get list(): Uint8Array {
    return this.#bytes.all;
  }

  /** The list with its end; nothing when there is none. */
  get ended(): Uint8Array {
    const { list } = this;
    return list.length === 0 ? list : new BlockBytes().bytes(list).u32(0).all;
  }
}

/** A whole block. */
export function blockOfBody(type: number, body: BlockBytes, options: OptionBytes): Uint8Array {
  const inside = body.pad().bytes(options.ended).all;
  const length = inside.length + 12;
  return new BlockBytes().u32(type).u32(length).bytes(inside).u32(length).all;
}

/** Throws unless `value` is an integer of 32 bits without sign. */
export function requireWord(name: string, value: number): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw new RangeError(`${name} must be an integer from 0 to 4294967295, not ${value}`);
}

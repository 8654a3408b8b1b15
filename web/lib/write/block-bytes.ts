// A block of pcapng put together in little endian: draft-ietf-opsawg-pcapng, section 3. The core
// puts it into the byte order that is written.
import type { NewOption } from "../record/option.js";
import { requireBytes } from "../source/read-options.js";

const utf8 = new TextEncoder();

// Most bytes of an option, whose length has 16 bits.
const MAX_OPTION = 65535;

// Text and bytes; the second two are not to be copied.
const CUSTOM = [2988, 2989, 19372, 19373];

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

  // Where room for so many more bytes begins; zeros stand in it. The array may be another then.
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
  readonly #read = new Map<string, Uint8Array>();

  /** @param read the options of the block that was read, whose texts are written byte for byte */
  constructor(read: readonly NewOption[] | undefined = []) {
    for (const { code, enterprise, value, bytes } of read) {
      // What is no UTF-8 becomes longer when its text is encoded.
      const isText = typeof value === "string" && bytes !== undefined && enterprise === undefined;
      if (isText) this.#read.set(`${code} ${value}`, bytes);
    }
  }

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
    return this.add(name, code, this.#read.get(`${code} ${value}`) ?? utf8.encode(value));
  }

  texts(name: string, code: number, values: readonly string[] | undefined): this {
    for (const value of values ?? []) this.text(name, code, value);
    return this;
  }

  u32(name: string, code: number, value: number | undefined): this {
    if (value === undefined) return this;
    return this.add(name, code, new BlockBytes().u32(requireWord(name, value)).all);
  }

  s32(name: string, code: number, value: number | undefined): this {
    if (value === undefined) return this;
    if (value !== (value | 0)) {
      throw new RangeError(`${name} must be an integer from -2147483648 to 2147483647`);
    }
    return this.add(name, code, new BlockBytes().u32(value).all);
  }

  u64(name: string, code: number, value: bigint | undefined): this {
    if (value === undefined) return this;
    return this.add(name, code, new BlockBytes().u64(requireTicks(name, value)).all);
  }

  /**
   * What has no field of its own: options of enterprises, and those of unknown codes or of a wrong
   * length, which have no value. The others are said by fields.
   */
  others(name: string, options: readonly NewOption[] | undefined): this {
    for (const { code, enterprise, value, bytes } of options ?? []) {
      if (enterprise !== undefined) this.#custom(name, code, enterprise, value);
      else if (value === undefined) this.add(name, requireCode(name, code), given(name, bytes));
      // One that was read has its bytes: what has none was meant to be written.
      else given(name, bytes);
    }
    return this;
  }

  #custom(name: string, code: number, enterprise: number, value: NewOption["value"]): this {
    if (!CUSTOM.includes(code)) {
      throw new RangeError(`${name}.code must be one of ${CUSTOM.join(", ")} with an enterprise`);
    }
    const bytes = typeof value === "string" ? utf8.encode(value) : given(name, value);
    const number = requireWord(`${name}.enterprise`, enterprise);
    return this.add(name, code, new BlockBytes().u32(number).bytes(bytes).all);
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

// 0 would be the end of the list.
function requireCode(name: string, code: number): number {
  if (Number.isInteger(code) && code > 0 && code <= 0xffff) return code;
  throw new RangeError(`${name}.code must be an integer from 1 to 65535, not ${code}`);
}

function given(name: string, bytes: unknown): Uint8Array {
  requireBytes(`${name}.bytes or value`, bytes);
  return bytes as Uint8Array;
}

/** A whole block. */
export function blockOfBody(type: number, body: BlockBytes, options: OptionBytes): Uint8Array {
  const inside = body.pad().bytes(options.ended).all;
  const length = inside.length + 12;
  return new BlockBytes().u32(type).u32(length).bytes(inside).u32(length).all;
}

/** Throws unless `value` is an integer of 64 bits without sign. */
export function requireTicks(name: string, value: bigint): bigint {
  if (typeof value !== "bigint") throw new TypeError(`${name} must be a bigint`);
  if (value >= 0n && value <= 0xffffffffffffffffn) return value;
  throw new RangeError(`${name} must be from 0 to 2^64 - 1`);
}

/** Throws unless `value` is an integer of 32 bits without sign. */
export function requireWord(name: string, value: number): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw new RangeError(`${name} must be an integer from 0 to 4294967295, not ${value}`);
}

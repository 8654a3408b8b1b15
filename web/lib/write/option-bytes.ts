// Options of a block of pcapng, and the block: draft-ietf-opsawg-pcapng, sections 3.1 and 3.5.
import type { Names } from "../base/option-names.js";
import { requireBytes, requireTicks, requireWord } from "../base/require.js";
import type { NewOption, Optional } from "../record/option.js";
import { BlockBytes } from "./block-bytes.js";

/** The code of a comment in every block. */
export const COMMENT = 1;

/** What may be written again with everything that has options. */
export const OPTIONAL_NAMES: Names<Optional> = { options: true, comments: true, damaged: true };

const utf8 = new TextEncoder();

// Most bytes of an option, whose length has 16 bits.
const MAX_OPTION = 65535;

// Text and bytes; the second two are not to be copied.
const CUSTOM = [2988, 2989, 19372, 19373];

/** Options of a block. What is undefined is left out. */
export class OptionBytes {
  readonly #bytes = new BlockBytes();
  readonly #read = new Map<string, Uint8Array>();

  /** @param read the options of the block that was read, whose texts are written byte for byte */
  constructor(read: readonly NewOption[] | undefined = []) {
    for (const { code, enterprise, value, bytes } of read) {
      // Bytes that are no UTF-8 become longer when their text is encoded.
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

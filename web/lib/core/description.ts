// Values that the core describes as bytes: the mirror of cpp/describe/description.h.

import { Facts, type Jsonable } from "../base/json.js";

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

// The tags, in the order of the core.
const [END, OBJECT, ARRAY, FALSE, TRUE, NUMBER, UNSIGNED, SIGNED, TEXT, TEXT_AT, BYTES_AT] =
  Array.from({ length: 11 }, (_, tag) => tag);

/** Keys by the hash of their bytes. They are constants of the core: a few hundred at the most. */
const keys = new Map<number, string>();

/**
 * The value that is described at `address` of the core's memory. Nothing of it is a view of that
 * memory; objects have `toJSON`, and are frozen, as arrays are.
 */
export function readDescription(memory: Uint8Array<ArrayBuffer>, address: number): unknown {
  return new Description(memory, address).value();
}

class Description {
  readonly #memory: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  #at: number;

  constructor(memory: Uint8Array<ArrayBuffer>, address: number) {
    this.#memory = memory;
    this.#view = new DataView(memory.buffer);
    this.#at = address;
  }

  value(): unknown {
    switch (this.#memory[this.#at++]) {
      case OBJECT:
        return this.#object();
      case ARRAY:
        return this.#array();
      case FALSE:
        return false;
      case TRUE:
        return true;
      case NUMBER:
        return this.#view.getFloat64(this.#skip(8), true);
      case UNSIGNED:
        return this.#view.getBigUint64(this.#skip(8), true);
      case SIGNED:
        return this.#view.getBigInt64(this.#skip(8), true);
      case TEXT:
        return this.#text(this.#length());
      case TEXT_AT:
        return utf8.decode(this.#bytes());
      case BYTES_AT:
        return this.#bytes();
      default:
        throw new Error("The core described something that is no value.");
    }
  }

  #object(): object {
    const object = new Facts() as Jsonable & Record<string, unknown>;
    while (!this.#isEnd()) {
      const key = this.#key(this.#view.getUint8(this.#at++));
      object[key] = this.value();
    }
    return Object.freeze(object);
  }

  // The same string each time: decoding it anew takes longer than all else of an object.
  #key(length: number): string {
    let hash = length;
    for (let i = 0; i < length; i++) {
      hash = (Math.imul(hash, 31) + this.#view.getUint8(this.#at + i)) | 0;
    }
    const known = keys.get(hash);
    if (known?.length === length && this.#stands(known)) {
      this.#at += length;
      return known;
    }
    const key = this.#text(length);
    keys.set(hash, key);
    return key;
  }

  #stands(ascii: string): boolean {
    for (let i = 0; i < ascii.length; i++) {
      if (this.#memory[this.#at + i] !== ascii.charCodeAt(i)) return false;
    }
    return true;
  }

  #array(): readonly unknown[] {
    const array: unknown[] = [];
    while (!this.#isEnd()) array.push(this.value());
    return Object.freeze(array);
  }

  // No key is empty, so that its length is never taken for an end.
  #isEnd(): boolean {
    if (this.#memory[this.#at] !== END) return false;
    this.#at += 1;
    return true;
  }

  #text(length: number): string {
    const start = this.#skip(length);
    return utf8.decode(this.#memory.subarray(start, start + length));
  }

  #bytes(): Uint8Array<ArrayBuffer> {
    const address = this.#view.getFloat64(this.#skip(8), true);
    return this.#memory.slice(address, address + this.#length());
  }

  #length(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  #skip(size: number): number {
    this.#at += size;
    return this.#at - size;
  }
}

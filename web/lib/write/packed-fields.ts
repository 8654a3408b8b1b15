// Fields of layers as bytes for the core: the forms of cpp/edit/build/packed_layers.h.

import { requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";
import { requireBytes } from "../base/require.js";

/** Writes a value; throws a TypeError or RangeError that begins with its name. */
export type Pack = (out: PackedFields, name: string, value: unknown) => void;

/** The fields of a layer or record, in the order of the core. */
export type FieldTable = Readonly<Record<string, Pack>>;

const utf8 = new TextEncoder();
const VALUE = 1;
const TEXT = 2;

/** Bytes that grow, and the names of the fields in them. */
export class PackedFields {
  /** Of the fields so far, by the number that the core has for them. */
  readonly names: string[] = [];
  readonly #pieces: Uint8Array[] = [];

  get pieces(): readonly Uint8Array[] {
    return this.#pieces;
  }

  /** A layer of this number, or a record that has none; `own` is a property that is no field. */
  record(name: string, given: unknown, fields: FieldTable, own?: string): void {
    const known = { ...fields, ...(own && { [own]: true }) };
    requireOptions(name, given, allTrue(known));
    for (const [key, pack] of Object.entries(fields)) {
      const value = (given as Record<string, unknown>)[key];
      this.names.push(`${name}.${key}`);
      if (value === undefined) this.u8(0);
      else pack(this, `${name}.${key}`, value);
    }
  }

  u8(value: number): void {
    this.#pieces.push(Uint8Array.of(value));
  }
  u32(value: number): void {
    this.#pieces.push(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  }
  bytes(value: Uint8Array): void {
    this.#pieces.push(value);
  }

  /** A copy, with its length before it. */
  sized(value: Uint8Array): void {
    this.u32(value.length);
    this.bytes(value.slice());
  }
}

function allTrue(known: object): Readonly<Record<string, true>> {
  return Object.fromEntries(Object.keys(known).map((key) => [key, true]));
}

/** A number without sign of so many bits. */
export const number =
  (bits: number): Pack =>
  (out, name, value) => {
    requireIndex(name, value as number, 0, 2 ** bits - 1);
    out.u8(VALUE);
    out.u32(value as number);
  };

export const flag: Pack = (out, name, value) => {
  if (typeof value !== "boolean") throw new TypeError(`${name} must be true or false`);
  out.u8(VALUE);
  out.u8(Number(value));
};

/** An address as text, which the core reads, or of so many bytes. */
export const address =
  (size: number): Pack =>
  (out, name, value) => {
    if (typeof value === "string") return textForm(out, value);
    requireBytesOr("a text", name, value);
    if (value.length !== size) {
      throw new RangeError(`${name} must have ${size} bytes, not ${value.length}`);
    }
    out.u8(VALUE);
    out.bytes(value.slice());
  };

export const octets: Pack = (out, name, value) => {
  requireBytes(name, value);
  out.u8(VALUE);
  out.sized(value as Uint8Array);
};

export const text: Pack = (out, name, value) => {
  if (typeof value !== "string") throw new TypeError(`${name} must be a string`);
  out.u8(VALUE);
  out.sized(utf8.encode(value));
};

/** Bytes, or a name of DNS, which the core makes bytes of. */
export const bytesOrName: Pack = (out, name, value) => {
  if (typeof value === "string") return textForm(out, value);
  requireBytesOr("a name", name, value);
  out.u8(VALUE);
  out.sized(value);
};

/** Records of such fields. */
export const records =
  (fields: FieldTable): Pack =>
  (out, name, value) => {
    requireArray(name, value);
    out.u8(VALUE);
    out.u32(value.length);
    for (let i = 0; i < value.length; i += 1) out.record(`${name}[${i}]`, value[i], fields);
  };

/** A number of so many bits, or names of its bits. */
export const flags =
  (bits: number, names: Readonly<Record<string, number>>): Pack =>
  (out, name, value) => {
    if (typeof value === "number") return number(bits)(out, name, value);
    requireArray(name, value);
    const sum = value.reduce((all: number, each) => all | bitOf(name, each, names), 0);
    number(bits)(out, name, sum);
  };

function bitOf(name: string, flag: unknown, names: Readonly<Record<string, number>>): number {
  requireOptions(name, { [String(flag)]: true }, allTrue(names));
  return names[String(flag)] ?? 0;
}

function textForm(out: PackedFields, value: string): void {
  out.u8(TEXT);
  out.sized(utf8.encode(value));
}

function requireBytesOr(or: string, name: string, value: unknown): asserts value is Uint8Array {
  try {
    requireBytes(name, value);
  } catch {
    throw new TypeError(`${name} must be a Uint8Array or ${or}`);
  }
}

/** Throws unless it is an array. */
export function requireArray(name: string, value: unknown): asserts value is readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${name} must be an array`);
}

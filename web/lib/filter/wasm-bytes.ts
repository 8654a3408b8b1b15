// The bytes of WebAssembly modules: https://webassembly.github.io/spec/core/binary/modules.html

/** Bytes, or numbers that are bytes. */
export type Bytes = readonly number[];

/** A number without sign, seven bits a byte (LEB128). */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  while (left > 0x7f) {
    bytes.push((left & 0x7f) | 0x80);
    left >>>= 7;
  }
  return [...bytes, left];
}

/** The 32 bits of a number as one with a sign. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  while (left < -64 || left > 63) {
    bytes.push((left & 0x7f) | 0x80);
    left >>= 7;
  }
  return [...bytes, left & 0x7f];
}

/** Entries behind their number. */
export function vector(entries: readonly Bytes[]): number[] {
  const bytes = unsigned(entries.length);
  for (const entry of entries) append(bytes, entry);
  return bytes;
}

/** Bytes behind their number. */
export function sized(bytes: Bytes): number[] {
  const all = unsigned(bytes.length);
  append(all, bytes);
  return all;
}

/** A section of this number. */
export function section(id: number, entries: readonly Bytes[]): number[] {
  return [id, ...sized(vector(entries))];
}

/** The name of an import or export. */
export function named(name: string): number[] {
  return sized([...name].map((letter) => letter.charCodeAt(0)));
}

// Spread as arguments, long code would overflow the stack.
function append(bytes: number[], more: Bytes): void {
  for (const byte of more) bytes.push(byte);
}

/** Magic and version 1. */
export const PREAMBLE: Bytes = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** Numbers of 32 bits: all that is used here. */
export const I32 = 0x7f;

/** Instructions. */
export const op = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  brTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  load: 0x28,
  load8: 0x2d,
  load16: 0x2f,
  store8: 0x3a,
  const: 0x41,
  eqz: 0x45,
  eq: 0x46,
  ne: 0x47,
  ltU: 0x49,
  gtU: 0x4b,
  geU: 0x4f,
  add: 0x6a,
  sub: 0x6b,
  mul: 0x6c,
  divU: 0x6e,
  remU: 0x70,
  and: 0x71,
  or: 0x72,
  xor: 0x73,
  shl: 0x74,
  shrU: 0x76,
  rotl: 0x77,
  rotr: 0x78,
} as const;

/** A block or loop that leaves no value. */
export const NO_VALUE = 0x40;

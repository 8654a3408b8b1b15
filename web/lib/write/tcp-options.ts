// The options of TCP as bytes: what cpp/edit/build/tcp_options.h does natively.

import { requireIndex } from "../base/range.js";
import { requireBytes } from "../base/require.js";
import { octets, type Pack, requireArray } from "./packed-fields.js";

/** Options of TCP, one behind the other, or their bytes. */
export const tcpOptions: Pack = (out, name, value) => {
  if (!Array.isArray(value)) return octets(out, name, value);
  const all = value.flatMap((option, i) => optionBytes(`${name}[${i}]`, option));
  octets(out, name, Uint8Array.from(all));
};

const ALONE = new Map<unknown, readonly number[]>([
  ["end", [0]],
  ["nop", [1]],
  ["sackPermitted", [4, 2]],
]);

type Content = (name: string, value: unknown) => readonly number[];

const number =
  (size: number): Content =>
  (name, value) => {
    requireIndex(name, value as number, 0, 256 ** size - 1);
    return Array.from(
      { length: size },
      (_, i) => ((value as number) / 256 ** (size - 1 - i)) & 255,
    );
  };

const pair: Content = (name, value) => {
  requireArray(name, value);
  if (value.length !== 2) throw new RangeError(`${name} must have two numbers`);
  return value.flatMap((each, i) => number(4)(`${name}[${i}]`, each));
};

const pairs: Content = (name, value) => {
  requireArray(name, value);
  return value.flatMap((each, i) => pair(`${name}[${i}]`, each));
};

const KINDS: Readonly<Record<string, readonly [kind: number, content: Content]>> = {
  mss: [2, number(2)],
  windowScale: [3, number(1)],
  sack: [5, pairs],
  timestamps: [8, pair],
};

function optionBytes(name: string, option: unknown): readonly number[] {
  const alone = ALONE.get(option);
  if (alone) return alone;
  const [[key = "", value] = [], ...more] = Object.entries(Object(option)) as [string, unknown][];
  if (more.length === 1 && Object.hasOwn(Object(option), "content")) return anyKind(name, option);
  const known = Object.hasOwn(KINDS, key) ? KINDS[key] : undefined;
  if (!known || more.length > 0) {
    const names = [...ALONE.keys(), ...Object.keys(KINDS), "kind with content"].join(", ");
    throw new TypeError(`${name} must be an option of TCP, one of ${names}`);
  }
  return withLength(known[0], known[1](`${name}.${key}`, value), name);
}

function anyKind(name: string, option: unknown): readonly number[] {
  const { kind, content } = option as { readonly kind: number; readonly content: Uint8Array };
  requireIndex(`${name}.kind`, kind, 0, 255);
  requireBytes(`${name}.content`, content);
  return withLength(kind, content, name);
}

// That all options have at most 40 bytes the core says.
function withLength(kind: number, content: ArrayLike<number>, name: string): readonly number[] {
  if (content.length > MOST) throw new RangeError(`${name} must have at most ${MOST} bytes`);
  return [kind, 2 + content.length, ...Array.from(content)];
}

const MOST = 253;

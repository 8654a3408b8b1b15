// What JSON.stringify() makes of what the package gives: JSON has no bigint, and no bytes.

/** Has a form in JSON. */
export interface Jsonable {
  /**
   * For `JSON.stringify()`, the same words and values as the JSON of the command line: points in time
   * are ISO 8601 in UTC with nine digits of a second, durations are seconds with nine digits, both as
   * text; other bigints are numbers below 2^53 and decimal text from there on; bytes are base64, other
   * typed arrays are arrays. It is inherited, not a property: objects are printed, copied and compared
   * without it, but for comparisons of prototypes such as `assert.deepStrictEqual()`.
   */
  toJSON(): Readonly<Record<string, unknown>>;
}

/**
 * @internal What a plain object of facts is made of: it has `toJSON`, and no class for others, so that
 * it prints as the plain object it is.
 */
export class Facts implements Jsonable {
  toJSON(): Readonly<Record<string, unknown>> {
    return jsonOf(this);
  }
}
Reflect.deleteProperty(Facts.prototype, "constructor");

/** @internal These facts with `toJSON`. */
export function withJson<T extends object>(facts: T): T & Jsonable {
  return Object.setPrototypeOf(facts, Facts.prototype);
}

/** @internal The properties of an object as JSON has them. */
export function jsonOf(facts: object): Record<string, unknown> {
  const entries = Object.entries(facts).map(([name, value]) => [name, inJson(name, value)]);
  return Object.fromEntries(entries);
}

// Nanoseconds since 1970, and nanoseconds.
const TIMES = new Set(["timestamp", "first", "last", "startTime", "endTime"]);
const DURATIONS = new Set(["duration"]);
// Columns of small numbers, not bytes.
const COLUMNS = new Set(["hasTimestamp", "side"]);

function inJson(name: string, value: unknown): unknown {
  if (typeof value === "bigint") return bigintOf(name, value);
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return arrayOf(name, value);
  if (Array.isArray(value)) return value.map((each) => inJson(name, each));
  return jsonOf(value);
}

function bigintOf(name: string, value: bigint): string | number {
  if (TIMES.has(name)) return isoTime(value);
  if (DURATIONS.has(name)) return seconds(value);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

function arrayOf(name: string, view: ArrayBufferView): unknown {
  const values = view as Uint8Array | BigInt64Array;
  if (values.BYTES_PER_ELEMENT === 1 && !COLUMNS.has(name)) return base64(values as Uint8Array);
  return Array.from<number | bigint, unknown>(values, (each) => inJson(name, each));
}

const SECOND = 1_000_000_000n;

/** @internal Nanoseconds since 1970 as `"2023-11-14T22:13:20.000000000Z"`. */
export function isoTime(time: bigint): string {
  const fraction = ((time % SECOND) + SECOND) % SECOND;
  const date = new Date(Number((time - fraction) / 1_000_000n));
  return `${date.toISOString().slice(0, -4)}${String(fraction).padStart(9, "0")}Z`;
}

function seconds(duration: bigint): string {
  const [sign, size] = duration < 0n ? ["-", -duration] : ["", duration];
  return `${sign}${size / SECOND}.${String(size % SECOND).padStart(9, "0")}`;
}

// A multiple of three, so that no piece but the last is padded; few enough for arguments.
const PIECE = 0x6000;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + PIECE)));
  }
  return text;
}

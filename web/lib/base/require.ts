// What arguments must be.

/** @internal Throws unless it is undefined or an AbortSignal, of whatever frame or context. */
export function requireSignal(signal: AbortSignal | undefined): void {
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new TypeError("options.signal must be an AbortSignal");
  }
}

/** @internal Throws unless the option of this name is undefined or a function. */
export function requireCallback(name: string, callback: unknown): void {
  if (callback === undefined || typeof callback === "function") return;
  throw new TypeError(`options.${name} must be a function`);
}

/** @internal Throws unless `value` is an object; `name` is the argument's. */
export function requireObject(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null) throw new TypeError(`${name} must be an object`);
}

/** @internal Throws unless those of the options that are there are true or false. */
export function requireBooleans<Options extends object>(
  options: Options,
  names: readonly (keyof Options & string)[],
): void {
  for (const name of names) {
    if (options[name] !== undefined && typeof options[name] !== "boolean") {
      throw new TypeError(`options.${name} must be true or false`);
    }
  }
}

/** @internal Throws unless it is undefined or one of the choices. */
export function requireChoice(name: string, value: unknown, choices: readonly string[]): void {
  if (value === undefined || choices.includes(value as string)) return;
  const all = choices.map((choice) => JSON.stringify(choice)).join(", ");
  const message = `options.${name} must be one of ${all}`;
  throw typeof value === "string" ? new RangeError(message) : new TypeError(message);
}

/** @internal Throws unless the option of this name is undefined or an array of strings. */
export function requireTexts(name: string, value: unknown): void {
  if (value === undefined) return;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) return;
  throw new TypeError(`options.${name} must be an array of strings`);
}

/** @internal Throws unless it is a Uint8Array, of whatever frame or context. */
export function requireBytes(name: string, value: unknown): void {
  if (value instanceof Uint8Array) return;
  if (Object.prototype.toString.call(value) === "[object Uint8Array]") return;
  throw new TypeError(`${name} must be a Uint8Array`);
}

/** @internal Throws unless `value` is an integer of 64 bits without sign. */
export function requireTicks(name: string, value: bigint): bigint {
  if (typeof value !== "bigint") throw new TypeError(`${name} must be a bigint`);
  if (value >= 0n && value <= 0xffffffffffffffffn) return value;
  throw new RangeError(`${name} must be from 0 to 2^64 - 1`);
}

/** @internal Throws unless `value` is an integer of 32 bits without sign. */
export function requireWord(name: string, value: number): number {
  if (typeof value !== "number") throw new TypeError(`${name} must be a number`);
  if (Number.isInteger(value) && value >= 0 && value <= 0xffffffff) return value;
  throw new RangeError(`${name} must be an integer from 0 to 4294967295, not ${value}`);
}

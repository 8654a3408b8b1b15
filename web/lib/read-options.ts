// Options of everything that reads a source once.
import { type DecompressionOptions, requireMaxDecompressed } from "./decompression-limit.js";
import type { Issue } from "./issue.js";

/** Options of {@link readEvents}, {@link readEventBatches}, {@link eventStream} and {@link convert}. */
export interface ReadOptions extends DecompressionOptions {
  /** Stops the reading, which then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with each issue of the source, in the order they are found. */
  readonly onIssue?: (issue: Issue) => void;
  /** Stop at the first thing that cannot be read: an error `damaged`. By default reading goes on. */
  readonly strict?: boolean;
  /** Cut packets to the snaplen, as libpcap does. */
  readonly strictSnaplen?: boolean;
  /** Add the time zone of classic headers to times: for writers that noted local time. */
  readonly applyTimeZone?: boolean;
}

/** @internal Throws a TypeError that names what is wrong. */
export function requireReadOptions(options: ReadOptions): void {
  requireObject("options", options);
  const { signal, onIssue } = options;
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new TypeError("options.signal must be an AbortSignal");
  }
  if (onIssue !== undefined && typeof onIssue !== "function") {
    throw new TypeError("options.onIssue must be a function");
  }
  requireBooleans(options, ["strict", "strictSnaplen", "applyTimeZone"]);
  requireMaxDecompressed(options);
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

/** @internal Throws unless it is a Uint8Array, of whatever frame or context. */
export function requireBytes(name: string, value: unknown): void {
  if (value instanceof Uint8Array) return;
  if (Object.prototype.toString.call(value) === "[object Uint8Array]") return;
  throw new TypeError(`${name} must be a Uint8Array`);
}

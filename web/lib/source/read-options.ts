// Options of everything that reads a source once.

import { type Names, requireOptions } from "../base/option-names.js";
import type { Issue } from "../record/issue.js";
import {
  DECOMPRESSION_NAMES,
  type DecompressionOptions,
  requireMaxDecompressed,
} from "./decompression-limit.js";
import { requireSourceOptions, SOURCE_NAMES, type SourceOptions } from "./http-place.js";

/** Options of {@link readEvents}, {@link readEventBatches}, {@link eventStream} and {@link convert}. */
export interface ReadOptions extends SourceOptions, DecompressionOptions {
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

/** @internal */
export const READ_NAMES: Names<ReadOptions> = {
  ...SOURCE_NAMES,
  ...DECOMPRESSION_NAMES,
  signal: true,
  onIssue: true,
  strict: true,
  strictSnaplen: true,
  applyTimeZone: true,
};

/** @internal Throws a TypeError that says what is wrong, be it a name that is not `known`. */
export function requireReadOptions<Options extends ReadOptions = ReadOptions>(
  options: Options,
  known: Names<Options> & Names<ReadOptions>,
): void {
  requireOptions("options", options, known);
  requireSourceOptions(options);
  requireMaxDecompressed(options);
  requireSignal(options.signal);
  requireCallback("onIssue", options.onIssue);
  requireBooleans<ReadOptions>(options, ["strict", "strictSnaplen", "applyTimeZone"]);
}

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

/** @internal Throws unless it is a Uint8Array, of whatever frame or context. */
export function requireBytes(name: string, value: unknown): void {
  if (value instanceof Uint8Array) return;
  if (Object.prototype.toString.call(value) === "[object Uint8Array]") return;
  throw new TypeError(`${name} must be a Uint8Array`);
}

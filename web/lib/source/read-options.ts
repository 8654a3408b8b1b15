// Options of everything that reads a source once.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireCallback, requireSignal } from "../base/require.js";
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
  /** Truncate packets to the snaplen, as libpcap does. */
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

// Options of reading a source as events.
import type { Names } from "../base/option-names.js";
import { requireBooleans } from "../base/require.js";
import {
  CHOICE_NAMES,
  type DissectionChoices,
  requireChoices,
} from "../core/dissection-choices.js";
import { type CaptureFilterText, requireFilter } from "../filter/filter-text.js";
import { READ_NAMES, type ReadOptions, requireReadOptions } from "../source/read-options.js";

/**
 * Options of {@link readEventBatches}, and of {@link convert}, which writes what is read. Packets are
 * dissected for a display filter alone.
 */
export interface BatchOptions extends ReadOptions, DissectionChoices {
  /**
   * Only packets that it matches: a display filter in Wireshark's language, or a capture filter in
   * tcpdump's, `{ bpf: "tcp port 443" }`. What is no filter rejects with `invalid_filter`; a display filter
   * that asks for what later packets say, with `no_summary`.
   */
  readonly filter?: string | CaptureFilterText;
}

/** Options of {@link readEvents}. */
export interface EventOptions extends BatchOptions {
  /** Also gives the file headers, each before its packets; by default only packets. */
  readonly emitFileHeaders?: boolean;
}

/** Options of {@link readEvents} by which it gives packets only. */
export interface PacketOptions extends EventOptions {
  readonly emitFileHeaders?: false;
}

/** @internal */
export const BATCH_NAMES: Names<BatchOptions> = { ...READ_NAMES, ...CHOICE_NAMES, filter: true };
const EVENT_NAMES: Names<EventOptions> = { ...BATCH_NAMES, emitFileHeaders: true };

/** @internal Throws a TypeError that says what is wrong, be it a name that is not `known`. */
export function requireBatchOptions<Options extends BatchOptions = BatchOptions>(
  options: Options,
  known: Names<Options> & Names<BatchOptions>,
): void {
  requireReadOptions(options, known);
  if (options.filter !== undefined) requireFilter(options.filter);
  requireChoices(options);
}

/** @internal Throws a TypeError that says what is wrong. */
export function requireEventOptions(options: EventOptions): void {
  requireBatchOptions(options, EVENT_NAMES);
  requireBooleans(options, ["emitFileHeaders"]);
}

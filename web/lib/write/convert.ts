// Converting a capture: written again in its own or another format.

import { unlessAborted } from "../base/abort.js";
import { Held } from "../base/held.js";
import type { Names } from "../base/option-names.js";
import { requireBooleans, requireChoice } from "../base/require.js";
import { giveBack } from "../core/core-guard.js";
import type {
  ConversionArguments,
  CoreConversion,
  ReadingModule,
  StreamModule,
} from "../core/stream-module.js";
import { chooserOf } from "../event/chooser.js";
import { pushAll } from "../event/core-input.js";
import { BATCH_NAMES, type BatchOptions, requireBatchOptions } from "../event/event-options.js";
import { type CaptureSource, openOnce } from "../source/open-source.js";
import { Choosing } from "./choosing.js";
import { Output } from "./output.js";
import { type CaptureSink, openSink } from "./sink.js";
import type { Writing } from "./writer.js";
import { targetFormat, variantsOf } from "./writer-options.js";

/** Options of {@link convert}. */
export interface ConvertOptions extends BatchOptions {
  /**
   * What to write: `"pcapng"`, or a variant of pcap by name: `"usec"` (or `"pcap"`), `"nsec"` and the
   * others of {@link WriterOptions.format}. By default the format of the source.
   */
  readonly format?: string;
  /** Byte order; by default that of the source. */
  readonly endian?: "little" | "big";
  /**
   * pcapng's custom blocks and options that are marked as not to be copied: `"auto"`, which it is by
   * default, drops them from sections that are changed; `"keep"` and `"drop"` do so everywhere.
   */
  readonly custom?: "auto" | "keep" | "drop";
  /** Write over a file that exists; by default that is refused. */
  readonly overwrite?: boolean;
}

/** What {@link convert} did. */
export interface Converted {
  /** Packets written. */
  readonly packets: number;
  /** Bytes written. */
  readonly bytes: number;
  /**
   * False when a header does not say how long all records are, as that of IXIA's variants has to:
   * the sink cannot be gone back in.
   */
  readonly isComplete: boolean;
}

/** @internal convert on a given platform. */
export async function convertOn(
  platform: Writing,
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions,
): Promise<Converted> {
  requireConvertOptions(options);
  options.signal?.throwIfAborted();
  const stream = await unlessAborted(platform.loadStream(), options.signal);
  const make = (...conversion: ConversionArguments) => new stream.Conversion(...conversion);
  return writeConversion(platform, { module: stream, stream, make }, source, sink, options);
}

/** @internal What converts: a module, the tables of the module stream, and what makes a conversion. */
export interface Converting<C extends CoreConversion> {
  readonly module: ReadingModule;
  readonly stream: StreamModule;
  readonly make: (...conversion: ConversionArguments) => C;
  /** Called when all is written. */
  readonly written?: (conversion: C) => void;
}

/** @internal The options are all right. */
export async function writeConversion<C extends CoreConversion>(
  platform: Writing,
  converting: Converting<C>,
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions,
): Promise<Converted> {
  const { module, stream } = converting;
  const target = targetOf(stream, options);
  const held = new Held();
  try {
    const opened = await openOnce(platform, source, options);
    held.add(() => opened.close());
    const { strict = false, strictSnaplen = false, applyTimeZone = false } = options;
    const { filter, signal } = options;
    const chooser = await unlessAborted(chooserOf(platform, filter, options), signal);
    if (chooser) held.add(() => chooser.delete());
    const reading = [strict, strictSnaplen, applyTimeZone] as const;
    const conversion = converting.make(...target, ...reading, chooser !== undefined);
    held.add(() => giveBack(module));
    held.add(() => conversion.delete());
    const choosing = chooser && new Choosing(module, conversion, chooser, reading);
    if (choosing) held.add(() => choosing.delete());
    const written = await openSink(sink, (place) =>
      platform.openFileSink(place, options.overwrite === true, true),
    );
    const output = new Output(module, conversion, written);
    try {
      const size = conversion.blockSize();
      for await (const _ of pushAll(module, conversion, opened, options, size, choosing)) {
        await unlessAborted(output.drain(), options.signal);
      }
      const isComplete = await output.finish();
      const done = { packets: conversion.packetCount(), bytes: output.size, isComplete };
      await written.close();
      converting.written?.(conversion);
      return done;
    } catch (error) {
      // A stream keeps what it got until then, a capture as far as it goes; a file stays as it was.
      await output.finish().catch(() => {});
      await written.abort(error);
      throw error;
    }
  } finally {
    held.close();
  }
}

const NAMES: Names<ConvertOptions> = {
  ...BATCH_NAMES,
  format: true,
  endian: true,
  custom: true,
  overwrite: true,
};

/** @internal */
export function requireConvertOptions(options: ConvertOptions): void {
  requireBatchOptions(options, NAMES);
  requireChoice("endian", options.endian, ["little", "big"]);
  requireChoice("custom", options.custom, CUSTOM);
  requireBooleans(options, ["overwrite"]);
}

// The order is that of NoCopy in cpp/export/capture_file.h.
const CUSTOM = ["auto", "keep", "drop"];

function targetOf(
  stream: StreamModule,
  { format, endian, custom = "auto" }: ConvertOptions,
): [number, number, number] {
  const order = endian === undefined ? -1 : ["little", "big"].indexOf(endian);
  return [targetFormat(variantsOf(stream), format), order, CUSTOM.indexOf(custom)];
}

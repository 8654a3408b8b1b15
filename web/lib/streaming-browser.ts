// Reading events, writing and converting in browsers and their workers.

import { browser } from "./browser-platform.js";
import { type Converted, type ConvertOptions, convertOn } from "./convert.js";
import type { CaptureEvent, EventBatch, PacketEvent } from "./event.js";
import { type EventStream, eventStreamOn } from "./event-stream.js";
import type { CaptureSource } from "./open-source.js";
import { batchesOn, type EventOptions, eventsOn, type PacketOptions } from "./read-events.js";
import type { ReadOptions } from "./read-options.js";
import type { CaptureSink } from "./sink.js";
import { type WriteEventsOptions, writeEventsOn } from "./write-events.js";
import { type CaptureWriter, writerOn } from "./writer.js";
import type { WriterOptions } from "./writer-options.js";

/** See streaming-node.ts: the same. */
export function readEvents(
  source: CaptureSource,
  options?: PacketOptions,
): AsyncIterableIterator<PacketEvent, void>;
export function readEvents(
  source: CaptureSource,
  options: EventOptions,
): AsyncIterableIterator<CaptureEvent, void>;
export function readEvents(
  source: CaptureSource,
  options: EventOptions = {},
): AsyncIterableIterator<CaptureEvent, void> {
  return eventsOn(browser, source, options);
}

/** See streaming-node.ts: the same. */
export function readEventBatches(
  source: CaptureSource,
  options: ReadOptions = {},
): AsyncGenerator<EventBatch, void> {
  return batchesOn(browser, source, options);
}

/** See streaming-node.ts: the same. */
export function eventStream(options?: PacketOptions): EventStream<PacketEvent>;
export function eventStream(options: EventOptions): EventStream;
export function eventStream(options: EventOptions = {}): EventStream {
  return eventStreamOn(browser, options);
}

/** See streaming-node.ts: the same. */
export async function createWriter(
  sink: CaptureSink,
  options: WriterOptions = {},
): Promise<CaptureWriter> {
  return writerOn(browser, sink, options);
}

/** See streaming-node.ts: the same. */
export async function writeEvents(
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions = {},
): Promise<number> {
  return writeEventsOn(browser, events, sink, options);
}

/** See streaming-node.ts: the same. */
export async function convert(
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return convertOn(browser, source, sink, options);
}

// Reading events, writing and converting in browsers and their workers.

import type { CaptureEvent, EventBatch, PacketEvent } from "../event/event.js";
import { type EventStream, eventStreamOn } from "../event/event-stream.js";
import {
  batchesOn,
  type EventOptions,
  eventsOn,
  type PacketOptions,
} from "../event/read-events.js";
import type { CaptureSource } from "../source/open-source.js";
import type { ReadOptions } from "../source/read-options.js";
import { type Converted, type ConvertOptions, convertOn } from "../write/convert.js";
import type { CaptureSink } from "../write/sink.js";
import { type WriteEventsOptions, writeEventsOn } from "../write/write-events.js";
import { type CaptureWriter, writerOn } from "../write/writer.js";
import type { WriterOptions } from "../write/writer-options.js";
import { browser } from "./browser.js";

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

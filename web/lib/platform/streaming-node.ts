// Reading events, writing and converting in Node.js.

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
import { node } from "./node.js";

/**
 * Reads a capture once, packet by packet, in constant memory: no index is made, and nothing is
 * kept. Events have Tenzir's names; they are packets, and with `emitFileHeaders` also the headers of
 * classic pcap, each before its packets, also those of captures one behind another.
 *
 * The bytes of a packet are a view of a copy of the stretch it was read in, about 256 KiB: it is
 * the caller's, but it stays in memory as long as any packet of it does. Whoever keeps few of many
 * packets keeps `data.slice()`.
 *
 * Reads ahead by one stretch at most, and lets go of the source when the iteration is left.
 * A wrong argument throws a TypeError or RangeError; else the iteration rejects as
 * {@link openCapture} does, after all events before the trouble, and with `damaged` if `strict`.
 */
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
  return eventsOn(node, source, options);
}

/**
 * The same in batches of some thousand packets: columns and one buffer with the packets of each.
 * Many times faster. A batch has the file header that stands before it, whatever the options.
 */
export function readEventBatches(
  source: CaptureSource,
  options: ReadOptions = {},
): AsyncGenerator<EventBatch, void> {
  return batchesOn(node, source, options);
}

/**
 * The same as a pair of streams for `pipeThrough`: bytes of a capture go in, events come out.
 * What goes wrong errors the readable side.
 */
export function eventStream(options?: PacketOptions): EventStream<PacketEvent>;
export function eventStream(options: EventOptions): EventStream;
export function eventStream(options: EventOptions = {}): EventStream {
  return eventStreamOn(node, options);
}

/**
 * Opens a capture to be written packet by packet. Rejects with a TypeError or RangeError for a wrong
 * argument, and with a {@link CaptureError} `io` where the sink cannot be written.
 */
export async function createWriter(
  sink: CaptureSink,
  options: WriterOptions = {},
): Promise<CaptureWriter> {
  return writerOn(node, sink, options);
}

/**
 * Writes events, or batches of them, as a capture again, and ends the sink: byte order and
 * resolution are those of the file headers among them. Gives the number of bytes. Rejects as
 * {@link CaptureWriter} does, and with what the events reject with; the sink is aborted then.
 */
export async function writeEvents(
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions = {},
): Promise<number> {
  return writeEventsOn(node, events, sink, options);
}

/**
 * Writes a capture again, in its own or another format, in constant memory. Without other wishes it
 * is copied byte for byte, whatever it carries. What the target cannot hold is told by `onIssue`,
 * once for each kind of loss, as are the issues of the source.
 *
 * Rejects as {@link readEvents} does, with `io` where the sink cannot be written, and with
 * `link_type_mismatch`, `time_out_of_range`, `packet_too_large`, `length_mismatch` or `unsupported`
 * where the target cannot hold a packet at all. The sink is aborted then.
 */
export async function convert(
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return convertOn(node, source, sink, options);
}

// The functions that read a capture once.
import type { CaptureEvent, EventBatch, PacketEvent } from "../event/event.js";
import type { BatchOptions, EventOptions, PacketOptions } from "../event/event-options.js";
import type { EventStream } from "../event/event-stream.js";
import { batchesOn, eventStreamOn, eventsOn } from "../event/read-events.js";
import { platform } from "../platform/platform-node.js";
import type { CaptureSource } from "../source/open-source.js";

/**
 * Reads a capture once, packet by packet, in constant memory: no index is made, and nothing is
 * kept. Events have Tenzir's names; they are packets, and with `emitFileHeaders` also the headers of
 * classic pcap, each before its packets, also those of captures one behind another.
 *
 * The bytes of a packet are a view of a copy of the stretch it was read in, about 256 KiB: it is
 * the caller's, but it stays in memory as long as any packet of it does. To keep few of many
 * packets, keep `data.slice()`.
 *
 * With `filter` only packets that it matches are given.
 *
 * Reads ahead by one stretch at most, and lets go of the source when the iteration is left.
 * A wrong argument throws a TypeError or RangeError; else the iteration rejects as
 * {@link openCapture} does, after all events before the trouble, and with `damaged` if `strict`.
 *
 * @example
 * ```js
 * import { readEvents } from "packetglass";
 *
 * for await (const { timestamp, linktype, data } of readEvents("traffic.pcap")) {
 *   console.log(timestamp, linktype, data.length);
 * }
 * ```
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
  return eventsOn(platform, source, options);
}

/**
 * The same in batches of some thousand packets: columns and one buffer with the packets of each.
 * Many times faster. A batch has the file header that stands before it, whatever the options.
 *
 * @example
 * ```js
 * import { readEventBatches } from "packetglass";
 *
 * let bytes = 0;
 * for await (const { original_packet_length } of readEventBatches("traffic.pcap")) {
 *   for (const length of original_packet_length) bytes += length;
 * }
 * console.log(bytes);
 * ```
 */
export function readEventBatches(
  source: CaptureSource,
  options: BatchOptions = {},
): AsyncGenerator<EventBatch, void> {
  return batchesOn(platform, source, options);
}

/**
 * The same as a pair of streams for `pipeThrough`: bytes of a capture go in, events come out.
 * What goes wrong errors the readable side.
 *
 * @example
 * ```js
 * import { readFile } from "node:fs/promises";
 * import { eventStream } from "packetglass";
 *
 * const { body } = new Response(await readFile("traffic.pcap")); // or of fetch()
 * const printed = new WritableStream({ write: ({ timestamp }) => console.log(timestamp) });
 * await body?.pipeThrough(eventStream()).pipeTo(printed);
 * ```
 */
export function eventStream(options?: PacketOptions): EventStream<PacketEvent>;
export function eventStream(options: EventOptions): EventStream;
export function eventStream(options: EventOptions = {}): EventStream {
  return eventStreamOn(platform, options);
}

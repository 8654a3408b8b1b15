// The functions that write captures.
import type { CaptureEvent, EventBatch } from "../event/event.js";
import { platform } from "../platform/platform-node.js";
import type { CaptureSource } from "../source/open-source.js";
import { type Converted, type ConvertOptions, convertOn } from "../write/convert.js";
import { type Edited, editOn } from "../write/edit.js";
import type { EditStep } from "../write/edit-step.js";
import type { CaptureSink } from "../write/sink.js";
import { type WriteEventsOptions, writeEventsOn } from "../write/write-events.js";
import { type CaptureWriter, writerOn } from "../write/writer.js";
import type { WriterOptions } from "../write/writer-options.js";

/**
 * Opens a capture to be written packet by packet. Rejects with a TypeError or RangeError for a wrong
 * argument, and with a {@link CaptureError} `io` where the sink cannot be written.
 *
 * @example
 * ```js
 * import { createWriter } from "packetglass";
 *
 * const writer = await createWriter("new.pcapng", { interfaces: [{ linkType: 1, name: "eth0" }] });
 * const bytes = new Uint8Array(60);
 * await writer.writePacket({ timestamp: 1_700_000_000_000_000_000n, bytes, comments: ["hello"] });
 * await writer.close();
 * ```
 */
export async function createWriter(
  sink: CaptureSink,
  options: WriterOptions = {},
): Promise<CaptureWriter> {
  return writerOn(platform, sink, options);
}

/**
 * Writes events, or batches of them, as a capture again, and ends the sink: byte order and
 * resolution are those of the file headers among them. Gives the number of bytes. Rejects as
 * {@link CaptureWriter} does, and with what the events reject with; the sink is aborted then.
 *
 * @example
 * ```js
 * import { readEvents, writeEvents } from "packetglass";
 *
 * async function* short() {
 *   for await (const event of readEvents("traffic.pcap", { emitFileHeaders: true })) {
 *     if (event.schema === "pcap.file_header" || event.data.length < 100) yield event;
 *   }
 * }
 * console.log(await writeEvents(short(), "new.pcap"));
 * ```
 */
export async function writeEvents(
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions = {},
): Promise<number> {
  return writeEventsOn(platform, events, sink, options);
}

/**
 * Writes a capture again, in its own or another format, in constant memory. Without other wishes it
 * is copied byte for byte, whatever it carries. `onIssue` reports what the target cannot hold, once
 * for each kind of loss, and the issues of the source.
 *
 * Rejects as {@link readEvents} does, with `io` where the sink cannot be written, and with
 * `link_type_mismatch`, `time_out_of_range`, `packet_too_large`, `length_mismatch` or `unsupported`
 * where the target cannot hold a packet at all. The sink is aborted then.
 *
 * @example
 * ```js
 * import { convert } from "packetglass";
 *
 * const { packets } = await convert("traffic.pcap", "new.pcapng", { format: "pcapng" });
 * console.log(packets);
 * ```
 */
export async function convert(
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return convertOn(platform, source, sink, options);
}

/**
 * Writes a capture again through steps, one behind the other, in constant memory. Each step sees what
 * the one before it has made. What no step changes is written byte for byte. Without `format` the
 * capture stays of its format.
 *
 * Rejects as {@link convert} does; with a RangeError where a step cannot take its value.
 *
 * @example
 * ```js
 * import { edit } from "packetglass";
 *
 * const steps = [{ cut: 96 }, { shift: "-1h" }];
 * const { packets, steps: done } = await edit("traffic.pcap", "short.pcap", steps);
 * console.log(packets, done[0]); // [{ what: "packets cut", count: 12 }]
 * ```
 */
export async function edit(
  source: CaptureSource,
  sink: CaptureSink,
  steps: readonly EditStep[],
  options: ConvertOptions = {},
): Promise<Edited> {
  return editOn(platform, source, sink, steps, options);
}

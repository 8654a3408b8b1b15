// The functions that write captures.
import type { CaptureEvent, EventBatch } from "../event/event.js";
import { platform } from "../platform/platform-node.js";
import type { CaptureSource } from "../source/open-source.js";
import { buildPacketOn } from "../write/build-packet.js";
import { type Compared, type CompareOptions, compareOn } from "../write/compare.js";
import { type Converted, type ConvertOptions, convertOn } from "../write/convert.js";
import { type Edited, editOn } from "../write/edit.js";
import type { EditStep } from "../write/edit-step.js";
import type { NewLayer } from "../write/layers.js";
import { type MergeOptions, mergeOn, type NamedSource } from "../write/merge.js";
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

/**
 * Writes several captures, of any formats, as one: by time, records of equal time in the order of the
 * sources, in constant memory. A source that is not in order itself is taken as it comes. The result
 * is one section of pcapng: interfaces say in a comment which source they are of, and times keep their
 * resolution. Names, secrets, comments, statistics and custom blocks are kept.
 *
 * Rejects as {@link convert} does.
 *
 * @example
 * ```js
 * import { merge } from "packetglass";
 *
 * const { packets } = await merge(["client.pcap", "server.pcapng"], "both.pcapng");
 * console.log(packets);
 * ```
 */
export async function merge(
  sources: readonly (CaptureSource | NamedSource)[],
  sink: CaptureSink,
  options: MergeOptions = {},
): Promise<Converted> {
  return mergeOn(platform, sources, sink, options);
}

/**
 * Compares two captures, of any formats, packet by packet, in bounded memory: of each at most 131,072
 * packets wait for their like, then the first of them is only in its capture. At the end, what is left of
 * both and has the same time, if it has one, is one packet that was changed. A pair moved where another one, whose packet
 * comes later in one capture, comes earlier in the other.
 *
 * Differences come as they are found, some at a time, each time with the counts of all so far; the last
 * counts are those of the captures. Wrong arguments throw a TypeError or RangeError; else the iteration
 * rejects as {@link readEvents} does, and with a RangeError for a field that nothing is called.
 *
 * @example
 * ```js
 * import { compare } from "packetglass";
 *
 * for await (const { differences, counts } of compare("client.pcap", "server.pcapng")) {
 *   for (const { difference, a, b, aspects } of differences) console.log(difference, a, b, aspects);
 *   console.log(counts.same);
 * }
 * ```
 */
export function compare(
  a: CaptureSource,
  b: CaptureSource,
  options: CompareOptions = {},
): AsyncGenerator<Compared, void> {
  return compareOn(platform, a, b, options);
}

/**
 * A packet of these layers, the outermost first; each stands behind the header of the one before it. Types,
 * lengths and checksums are filled in; one that is given is written as it is, right or wrong.
 *
 * Rejects with a TypeError for layers, fields and values that are none, with a RangeError for numbers above
 * their bits, texts that are no address or name, and options above 40 bytes, and with a
 * {@link CaptureError} `packet_too_large` where the layers inside do not fit into a length that is to be
 * filled in, and above 256 MiB.
 *
 * @example
 * ```js
 * import { buildPacket } from "packetglass";
 *
 * const packet = await buildPacket([
 *   { layer: "ethernet", source: "02:00:00:00:00:01", destination: "02:00:00:00:00:02" },
 *   { layer: "ipv4", source: "192.0.2.1", destination: "198.51.100.2" },
 *   { layer: "udp", source: 40000, destination: 53 },
 *   { layer: "dns", id: 0x1234, questions: [{ name: "www.example.com", type: 28 }] },
 * ]);
 * console.log(packet.length); // 75
 * ```
 */
export async function buildPacket(layers: readonly NewLayer[]): Promise<Uint8Array<ArrayBuffer>> {
  return buildPacketOn(platform.loadEdit, layers);
}

// packetglass/worker: the package's functions, done in a Worker so that this thread stays free.
import { captureJson, captureShown } from "../capture/capture-facts.js";
import { BATCH_NAMES, requireBatchOptions, requireEventOptions } from "../event/event-options.js";
import { streamPair } from "../event/event-stream.js";
import { Events } from "../event/events.js";
import type * as Package from "../index.js";
import type {
  BatchOptions,
  Capture,
  CaptureEvent,
  CaptureSink,
  CaptureSource,
  CaptureWriter,
  Compared,
  CompareOptions,
  Converted,
  ConvertOptions,
  Decapsulated,
  DecapsulateOptions,
  Edited,
  EditStep,
  EventBatch,
  EventOptions,
  FilterCompletion,
  FilterReport,
  KnownField,
  Listing,
  MergeOptions,
  NamedSource,
  NewLayer,
  OpenOptions,
  WriteEventsOptions,
  WriterOptions,
} from "../index.js";

import { requireCompareOptions } from "../write/compare.js";
import { Thread } from "./connection.js";
import { copied } from "./crossing.js";
import { hold } from "./hold.js";
import { iterate } from "./iterate.js";
import type { Remote } from "./mirror.js";
import { Operation } from "./operation.js";
import { type PackedBatch, unpackBatch } from "./packed-batch.js";
import type { Desk } from "./peer.js";
import { isLent, packEvents, packSink, packSource, packSources } from "./places.js";
import { start } from "./start-node.js";

export {
  CaptureError,
  CaptureFilter,
  compileCaptureFilter,
  decodeBody,
  EventBatch,
  field,
  MemorySink,
  NO_CONVERSATION,
  objectName,
  TableBatch,
  TableColumn,
} from "../index.js";
export type { Remote, RemoteMember, RemoteMethod, RemoteResult } from "./mirror.js";

/** A capture that is open in the Worker. */
export type RemoteCapture = Remote<Capture>;

/** Some packets of a capture that is open in the Worker: until that is closed. */
export type RemoteListing = Remote<Listing>;

/** What writes a capture in the Worker. */
export type RemoteWriter = Remote<CaptureWriter>;

const thread = new Thread(start);

/**
 * As `openCapture` of the package. Properties of the capture are there at once; whatever is a
 * method gives a promise: `await capture.columns.read(0, 1000)`, `await capture.conversations("tcp")`.
 * Typed arrays are handed over, not copied.
 *
 * A `File` or other `Blob`, a path, a URL and a `Request` are read in the Worker; bytes are copied to
 * it; a stream, an iterable or a source of one's own is read here, and so is what the option `fetch`
 * fetches: what they give is handed over. A `FileHandle` rejects with `unsupported_source`. What the
 * source, a callback or a signal throws is what this rejects with.
 *
 * Close the capture when done. The Worker, which is the same for everything in this module, ends
 * when it has had nothing to do and to hold for a second.
 *
 * @example
 * ```js
 * import { openCapture } from "packetglass/worker";
 *
 * const capture = await openCapture("traffic.pcap", { summary: true });
 * console.log(capture.length, await capture.rows(0, 100));
 * await capture.close();
 * ```
 */
export async function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<RemoteCapture> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => [await packSource(source, desk, operation), operation.options(options)];
  const forms = { name: "RemoteCapture", shown: captureShown, json: captureJson };
  const capture = await hold<Capture>(operation, "openCapture", args, forms);
  // A source of one's own is read as long as the capture is open, and a growing one reports progress.
  if (isLent(desk) || options.growing || options.follow) operation.unfollow();
  else operation.closeDesk();
  return capture;
}

/**
 * As `readEvents` of the package. The packets come from the Worker in batches, and the next batch
 * is read while one is looked at. A source is taken as {@link openCapture} does.
 *
 * @example
 * ```js
 * import { readEvents } from "packetglass/worker";
 *
 * for await (const { timestamp, data } of readEvents("traffic.pcap")) {
 *   console.log(timestamp, data.length);
 * }
 * ```
 */
export const readEvents = ((source: CaptureSource, options: EventOptions = {}) => {
  requireEventOptions(options);
  const { emitFileHeaders = false, ...reading } = options;
  return new Events(readEventBatches(source, reading), emitFileHeaders);
}) as typeof Package.readEvents;

/** As `readEventBatches` of the package; the next batch is read while one is looked at. */
export function readEventBatches(
  source: CaptureSource,
  options: BatchOptions = {},
): AsyncGenerator<EventBatch, void> {
  requireBatchOptions(options, BATCH_NAMES);
  const desk: Desk = {};
  return iterate(
    () => new Operation(thread.connection(), desk),
    async (operation) => {
      const args = [await packSource(source, desk, operation), operation.options(options)];
      return operation.call(0, "readEventBatches", operation.id, ...args);
    },
    (packed) => unpackBatch(packed as PackedBatch),
  );
}

/** As `eventStream` of the package. */
export const eventStream = ((options: EventOptions = {}) =>
  streamPair((bytes) => readEvents(bytes, options))) as typeof Package.eventStream;

/**
 * As `createWriter` of the package, but for what every method gives: a promise, also of what is
 * wrong with an argument. Each call is a message to the Worker: many packets are written faster by
 * {@link writeEvents} or `writeBatch`. Paths are written in the Worker, other sinks from there.
 *
 * @example
 * ```js
 * import { createWriter } from "packetglass/worker";
 *
 * const writer = await createWriter("new.pcap", { linkType: 1 });
 * await writer.writePacket({ timestamp: 1_700_000_000_000_000_000n, bytes: new Uint8Array(60) });
 * await writer.close();
 * ```
 */
export async function createWriter(
  sink: CaptureSink,
  options: WriterOptions = {},
): Promise<RemoteWriter> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => [await packSink(sink, desk), operation.options(options)];
  const shown = ({ bytesWritten, isComplete }: CaptureWriter) => ({ bytesWritten, isComplete });
  return hold<CaptureWriter>(operation, "createWriter", args, { name: "RemoteWriter", shown });
}

/** As `writeEvents` of the package. */
export async function writeEvents(
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions = {},
): Promise<number> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    packEvents(events, desk);
    return [await packSink(sink, desk), operation.options(options)];
  };
  return (await operation.once("writeEvents", args)) as number;
}

/**
 * As `convert` of the package. From path to path nothing of the capture comes by this thread.
 *
 * @example
 * ```js
 * import { convert } from "packetglass/worker";
 *
 * console.log(await convert("traffic.pcap", "new.pcapng", { format: "pcapng" }));
 * ```
 */
export async function convert(
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions = {},
): Promise<Converted> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    const from = await packSource(source, desk, operation);
    return [from, await packSink(sink, desk), operation.options(options)];
  };
  return (await operation.once("convert", args)) as Converted;
}

/** As `edit` of the package. From path to path nothing of the capture comes by this thread. */
export async function edit(
  source: CaptureSource,
  sink: CaptureSink,
  steps: readonly EditStep[],
  options: ConvertOptions = {},
): Promise<Edited> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    const from = await packSource(source, desk, operation);
    return [from, await packSink(sink, desk), copied(steps), operation.options(options)];
  };
  return (await operation.once("edit", args)) as Edited;
}

/**
 * As `merge` of the package, of paths, Files, Blobs, bytes and URLs. Rejects with `unsupported_source` for
 * a stream.
 */
export async function merge(
  sources: readonly (CaptureSource | NamedSource)[],
  sink: CaptureSink,
  options: MergeOptions = {},
): Promise<Converted> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    const from = await packSources(sources, operation);
    return [from, await packSink(sink, desk), operation.options(options)];
  };
  return (await operation.once("merge", args)) as Converted;
}

/**
 * As `compare` of the package, of paths, Files, Blobs, bytes and URLs; the next differences are found while
 * some are looked at. Rejects with `unsupported_source` for a stream.
 */
export function compare(
  a: CaptureSource,
  b: CaptureSource,
  options: CompareOptions = {},
): AsyncGenerator<Compared, void> {
  requireCompareOptions(options);
  return iterate(
    () => new Operation(thread.connection(), {}),
    async (operation) => {
      const args = [await packSources([a, b], operation), operation.options(options)];
      return operation.call(0, "compare", operation.id, ...args);
    },
    (found) => found as Compared,
  );
}

/** As `buildPacket` of the package. For a packet alone the way to the Worker is longer than the work. */
export async function buildPacket(layers: readonly NewLayer[]): Promise<Uint8Array<ArrayBuffer>> {
  const operation = new Operation(thread.connection());
  const args = async () => [copied(layers)];
  return (await operation.once("buildPacket", args)) as Uint8Array<ArrayBuffer>;
}

/** As `decapsulate` of the package. For a packet alone the way to the Worker is longer than the work. */
export async function decapsulate(
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  const operation = new Operation(thread.connection());
  const args = async () => [copied(bytes), copied(options)];
  return (await operation.once("decapsulate", args)) as Decapsulated;
}

/** As `fields` of the package. */
export async function fields(prefix = ""): Promise<readonly KnownField[]> {
  const operation = new Operation(thread.connection());
  return (await operation.once("fields", async () => [copied(prefix)])) as readonly KnownField[];
}

/** As `checkFilter` of the package. */
export async function checkFilter(text: string): Promise<FilterReport> {
  const operation = new Operation(thread.connection());
  return (await operation.once("checkFilter", async () => [copied(text)])) as FilterReport;
}

/** As `completeFilter` of the package. */
export async function completeFilter(
  text: string,
  cursor = text.length,
): Promise<readonly FilterCompletion[]> {
  const operation = new Operation(thread.connection());
  const args = async () => [copied(text), copied(cursor)];
  return (await operation.once("completeFilter", args)) as readonly FilterCompletion[];
}

/**
 * Ends the Worker at once, which is not needed when everything was closed. What is under way, and
 * every later use of what is open, rejects with {@link CaptureError} `closed`. The functions may be
 * used again: they start another Worker.
 */
export function terminate(): Promise<void> {
  return thread.end();
}

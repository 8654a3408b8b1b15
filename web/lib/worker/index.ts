// packetglass/worker: the package's functions, done in a Worker so that this thread stays free.
import type {
  CaptureEvent,
  CaptureSink,
  CaptureSource,
  Converted,
  ConvertOptions,
  Decapsulated,
  DecapsulateOptions,
  EventBatch,
  EventOptions,
  EventStream,
  OpenOptions,
  ReadOptions,
  WriteEventsOptions,
  WriterOptions,
} from "../index.js";
import { Thread } from "./connection.js";
import * as remote from "./remote.js";
import { start } from "./start-node.js";

export { CaptureError, EventBatch, MemorySink, NO_CONVERSATION } from "../index.js";
export type { Remote, RemoteMember, RemoteResult } from "./mirror.js";
export type { RemoteCapture, RemoteWriter } from "./remote.js";

const thread = new Thread(start);

/**
 * As `openCapture` of the package. Properties of the capture are there at once; whatever is a
 * method gives a promise: `await capture.columns.read(0, 1000)`, `await capture.conversations("tcp")`.
 * Typed arrays are handed over, not copied.
 *
 * A `File` or other `Blob`, a path and a URL are read in the Worker; bytes are copied to it; a stream
 * or iterable is read here, and what it gives is handed over. A `FileHandle` rejects with
 * `unsupported_source`. What the source, a callback or a signal throws is what this rejects with.
 *
 * Close the capture when done. The Worker, which is the same for everything in this module, ends
 * when it has had nothing to do and to hold for a second.
 */
export function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<remote.RemoteCapture> {
  return remote.openCaptureIn(thread, source, options);
}

/**
 * As `readEvents` of the package. The packets come from the Worker in batches, and the next batch
 * is read while one is looked at. A source is taken as {@link openCapture} does.
 */
export function readEvents(
  source: CaptureSource,
  options: EventOptions = {},
): AsyncIterableIterator<CaptureEvent, void> {
  return remote.eventsIn(thread, source, options);
}

/** As `readEventBatches` of the package; the next batch is read while one is looked at. */
export function readEventBatches(
  source: CaptureSource,
  options: ReadOptions = {},
): AsyncGenerator<EventBatch, void> {
  return remote.batchesIn(thread, source, options);
}

/** As `eventStream` of the package. */
export function eventStream(options: EventOptions = {}): EventStream {
  return remote.eventStreamIn(thread, options);
}

/**
 * As `createWriter` of the package, but for what every method gives: a promise, also of what is
 * wrong with an argument. Each call is a message to the Worker: many packets are written faster by
 * {@link writeEvents} or `writeBatch`. Paths are written in the Worker, other sinks from there.
 */
export function createWriter(
  sink: CaptureSink,
  options: WriterOptions = {},
): Promise<remote.RemoteWriter> {
  return remote.createWriterIn(thread, sink, options);
}

/** As `writeEvents` of the package. */
export function writeEvents(
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions = {},
): Promise<number> {
  return remote.writeEventsIn(thread, events, sink, options);
}

/** As `convert` of the package. From path to path nothing of the capture comes by this thread. */
export function convert(
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions = {},
): Promise<Converted> {
  return remote.convertIn(thread, source, sink, options);
}

/** As `decapsulate` of the package. For a packet alone the way to the Worker is longer than the work. */
export function decapsulate(bytes: Uint8Array, options: DecapsulateOptions): Promise<Decapsulated> {
  return remote.decapsulateIn(thread, bytes, options);
}

/**
 * Ends the Worker at once, which is not needed when everything was closed. What is under way, and
 * every later use of what is open, rejects with {@link CaptureError} `closed`. The functions may be
 * used again: they start another Worker.
 */
export function terminate(): Promise<void> {
  return thread.end();
}

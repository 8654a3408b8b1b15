// The functions of the package, done in a Worker.

import { streamPair } from "../event-stream.js";
import type {
  Capture,
  CaptureEvent,
  CaptureSink,
  CaptureSource,
  CaptureWriter,
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
import { Events } from "../read-events.js";
import { requireBooleans, requireReadOptions } from "../read-options.js";
import type { Thread } from "./connection.js";
import { copied } from "./crossing.js";
import { hold } from "./hold.js";
import { iterate } from "./iterate.js";
import type { Remote } from "./mirror.js";
import { Operation } from "./operation.js";
import { type PackedBatch, unpackBatch } from "./packed-batch.js";
import type { Desk } from "./peer.js";
import { packEvents, packSink, packSource } from "./places.js";

/** A capture that is open in the Worker. */
export type RemoteCapture = Remote<Capture>;

/** What writes a capture in the Worker. */
export type RemoteWriter = Remote<CaptureWriter>;

/** @internal openCapture. */
export async function openCaptureIn(
  thread: Thread,
  source: CaptureSource,
  options: OpenOptions,
): Promise<RemoteCapture> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => [packSource(source, desk), operation.options(options)];
  const capture = await hold<Capture>(operation, "openCapture", args);
  operation.closeDesk();
  return capture;
}

/** @internal createWriter. */
export async function createWriterIn(
  thread: Thread,
  sink: CaptureSink,
  options: WriterOptions,
): Promise<RemoteWriter> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => [await packSink(sink, desk), operation.options(options)];
  return hold<CaptureWriter>(operation, "createWriter", args);
}

/** @internal readEventBatches. */
export function batchesIn(
  thread: Thread,
  source: CaptureSource,
  options: ReadOptions,
): AsyncGenerator<EventBatch, void> {
  requireReadOptions(options);
  const desk: Desk = {};
  return iterate(
    () => new Operation(thread.connection(), desk),
    async (operation) => {
      const args = [packSource(source, desk), operation.options(options)];
      return operation.call(0, "readEventBatches", operation.id, ...args);
    },
    (packed) => unpackBatch(packed as PackedBatch),
  );
}

/** @internal readEvents. */
export function eventsIn(
  thread: Thread,
  source: CaptureSource,
  options: EventOptions,
): AsyncIterableIterator<CaptureEvent, void> {
  const batches = batchesIn(thread, source, options);
  requireBooleans(options, ["emitFileHeaders"]);
  return new Events(batches, options.emitFileHeaders === true);
}

/** @internal eventStream. */
export function eventStreamIn(thread: Thread, options: EventOptions): EventStream {
  return streamPair((bytes) => eventsIn(thread, bytes, options));
}

/** @internal convert. */
export async function convertIn(
  thread: Thread,
  source: CaptureSource,
  sink: CaptureSink,
  options: ConvertOptions,
): Promise<Converted> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    const from = packSource(source, desk);
    return [from, await packSink(sink, desk), operation.options(options)];
  };
  return (await operation.once("convert", args)) as Converted;
}

/** @internal writeEvents. */
export async function writeEventsIn(
  thread: Thread,
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions,
): Promise<number> {
  const desk: Desk = {};
  const operation = new Operation(thread.connection(), desk);
  const args = async () => {
    packEvents(events, desk);
    return [await packSink(sink, desk), operation.options(options)];
  };
  return (await operation.once("writeEvents", args)) as number;
}

/** @internal decapsulate. */
export async function decapsulateIn(
  thread: Thread,
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  const operation = new Operation(thread.connection());
  const args = async () => [copied(bytes), copied(options)];
  return (await operation.once("decapsulate", args)) as Decapsulated;
}

// Writing events as a capture again.
import { type CaptureEvent, EventBatch } from "./event.js";
import type { CaptureSink } from "./sink.js";
import { type Writing, writerOn } from "./writer.js";
import type { WriterOptions } from "./writer-options.js";

/** Options of {@link writeEvents}. */
export interface WriteEventsOptions extends WriterOptions {
  /** Stops the writing, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** @internal writeEvents on a given platform. */
export async function writeEventsOn(
  platform: Writing,
  events: AsyncIterable<CaptureEvent | EventBatch> | Iterable<CaptureEvent | EventBatch>,
  sink: CaptureSink,
  options: WriteEventsOptions,
): Promise<number> {
  const writer = await writerOn(platform, sink, options);
  try {
    for await (const event of events) {
      options.signal?.throwIfAborted();
      if (event instanceof EventBatch) await writer.writeBatch(event);
      else await writer.writeEvent(event);
    }
    await writer.close();
    return writer.bytesWritten;
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

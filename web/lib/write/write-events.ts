// Writing events as a capture again.

import { onAbort, unlessAborted } from "../base/abort.js";
import type { Names } from "../base/option-names.js";
import { requireSignal } from "../base/require.js";
import { turn } from "../base/turn.js";
import { type CaptureEvent, EventBatch } from "../event/event.js";
import type { CaptureSink } from "./sink.js";
import { type CaptureWriter, openWriter, type Writing } from "./writer.js";
import { requireWriterOptions, WRITER_NAMES, type WriterOptions } from "./writer-options.js";

/** Options of {@link writeEvents}. */
export interface WriteEventsOptions extends WriterOptions {
  /** Stops the writing, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

type Written = CaptureEvent | EventBatch;

/** @internal writeEvents on a given platform. */
export async function writeEventsOn(
  platform: Writing,
  events: AsyncIterable<Written> | Iterable<Written>,
  sink: CaptureSink,
  options: WriteEventsOptions,
): Promise<number> {
  requireWriterOptions(options, NAMES);
  requireSignal(options.signal);
  options.signal?.throwIfAborted();
  const writer = await openWriter(platform, sink, options);
  try {
    await writeAll(writer, events, options.signal);
    await writer.close();
    return writer.bytesWritten;
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

const NAMES: Names<WriteEventsOptions> = { ...WRITER_NAMES, signal: true };

// An abort is heard while events are waited for, too: who gives them is let go of then.
async function writeAll(
  writer: CaptureWriter,
  events: AsyncIterable<Written> | Iterable<Written>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const iterator = iteratorOf(events);
  const writing = writeEach(writer, iterator, signal);
  if (signal === undefined) return writing;
  const ignore = onAbort(signal, () => void iterator.return?.());
  return unlessAborted(writing, signal).finally(ignore);
}

// Events between two looks at the clock, which take longer than to write one.
const STEP = 64;

async function writeEach(
  writer: CaptureWriter,
  events: AsyncIterator<Written> | Iterator<Written>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const all = { [Symbol.iterator]: () => events, [Symbol.asyncIterator]: () => events };
  let count = 0;
  for await (const event of all as AsyncIterable<Written>) {
    signal?.throwIfAborted();
    if (event instanceof EventBatch) await writer.writeBatch(event);
    else await writer.writeEvent(event);
    count += 1;
    if (count % STEP === 0) await turn();
  }
}

// A sync one is what for-await makes of it.
function iteratorOf<T>(events: AsyncIterable<T> | Iterable<T>): AsyncIterator<T> | Iterator<T> {
  const { [Symbol.asyncIterator]: later } = events as AsyncIterable<T>;
  return later ? later.call(events) : (events as Iterable<T>)[Symbol.iterator]();
}

// Events as a web stream, for pipeThrough.
import type { CaptureEvent } from "./event.js";
import type { Streaming } from "./open-source.js";
import { type EventOptions, eventsOn } from "./read-events.js";

/** Bytes of a capture go in, events come out: for `pipeThrough`. */
export interface EventStream {
  /** The bytes. */
  readonly writable: WritableStream<Uint8Array>;
  /** The events. */
  readonly readable: ReadableStream<CaptureEvent>;
}

/** @internal eventStream on a given platform. */
export function eventStreamOn(platform: Streaming, options: EventOptions): EventStream {
  const bytes = new TransformStream<Uint8Array, Uint8Array>();
  const events = eventsOn(platform, bytes.readable, options);
  return { writable: bytes.writable, readable: streamOf(events) };
}

// ReadableStream.from is not in all browsers.
function streamOf<T>(iterator: AsyncIterableIterator<T, void>): ReadableStream<T> {
  return new ReadableStream<T>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}

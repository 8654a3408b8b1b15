// Events as a web stream, for pipeThrough.

import type { CaptureEvent } from "./event.js";

/** Bytes of a capture go in, events come out: for `pipeThrough`. */
export interface EventStream<Event extends CaptureEvent = CaptureEvent> {
  /** The bytes. */
  readonly writable: WritableStream<Uint8Array>;
  /** The events. */
  readonly readable: ReadableStream<Event>;
}

/** @internal The pair of streams over what reads events. */
export function streamPair(
  read: (bytes: ReadableStream<Uint8Array>) => AsyncIterableIterator<CaptureEvent, void>,
): EventStream {
  const bytes = new TransformStream<Uint8Array, Uint8Array>();
  return { writable: bytes.writable, readable: streamOf(read(bytes.readable)) };
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

// Reading events, writing and converting in browsers and their workers.

import { browser } from "./browser-platform.js";
import type { CaptureEvent, EventBatch } from "./event.js";
import { eventStreamOn } from "./event-stream.js";
import type { CaptureSource } from "./open-source.js";
import { batchesOn, type EventOptions, eventsOn } from "./read-events.js";
import type { ReadOptions } from "./read-options.js";

/** See streaming-node.ts: the same. */
export function readEvents(
  source: CaptureSource,
  options: EventOptions = {},
): AsyncIterableIterator<CaptureEvent, void> {
  return eventsOn(browser, source, options);
}

/** See streaming-node.ts: the same. */
export function readEventBatches(
  source: CaptureSource,
  options: ReadOptions = {},
): AsyncGenerator<EventBatch, void> {
  return batchesOn(browser, source, options);
}

/** See streaming-node.ts: the same. */
export function eventStream(
  options: EventOptions = {},
): ReadableWritablePair<CaptureEvent, Uint8Array> {
  return eventStreamOn(browser, options);
}

// Events that this thread has, handed to the Worker many at a time.
import type { CaptureEvent, EventBatch } from "../index.js";
import { piecesOf } from "../stream-source.js";
import { copied } from "./crossing.js";
import type { Desk } from "./peer.js";

type Written = CaptureEvent | EventBatch;

// Each message costs as much as some dozens of events.
const MANY = 1024;

// Milliseconds that a slow source may take for as many.
const PATIENCE = 10;

/** A desk with the events: `next` gives some of them, undefined at the end. */
export function deskOfEvents(events: AsyncIterable<Written> | Iterable<Written>): Desk {
  const iterator = piecesOf(events) as AsyncIterator<unknown> | undefined;
  if (iterator === undefined) throw new TypeError("events must be an iterable");
  const failed: unknown[] = [];
  return {
    next: () => someOf(iterator, failed),
    return: () => void iterator.return?.().then(nothing, nothing),
  };
}

// What comes before a failure is written.
async function someOf(
  events: AsyncIterator<unknown>,
  failed: unknown[],
): Promise<unknown[] | undefined> {
  if (failed.length > 0) throw failed[0];
  const some: unknown[] = [];
  const start = performance.now();
  try {
    do {
      const { done, value } = await events.next();
      if (done) return some.length > 0 ? some : undefined;
      some.push(copied(value));
    } while (some.length < MANY && performance.now() - start < PATIENCE);
  } catch (reason) {
    if (some.length === 0) throw reason;
    failed.push(reason);
  }
  return some;
}

function nothing(): void {}

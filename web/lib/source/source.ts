// Where the bytes of a capture come from. A source is never held whole in memory by this package.
import { CaptureError } from "../base/capture-error.js";
import type { Issue } from "../record/issue.js";
import type { Compression } from "./compression.js";

/** The bytes of a capture: read through once, later read again in pieces. */
export interface Source {
  /** Bytes, as known when it was opened. Those of the compressed source, where it is one. */
  readonly size: number;
  /** How it is compressed; absent where it is not. */
  readonly compression?: Compression;
  /** What is wrong with it apart from the capture inside; complete when it was read through. */
  readonly issues?: readonly Issue[];
  /** Starts to read through from the first byte. */
  feed(): Feed;
  /** A copy of `length` bytes of the capture from `offset`, or rejects: `source_changed`, `io`. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Waits until there is more of it, which its size then says: false once it is closed. Only of files. */
  grown?(): Promise<boolean>;
  /** Lets go of the source when the reads under way are done. */
  close(): void;
}

/**
 * Bytes in order, in stretches of some MiB. Waiting and copying are separate steps because a view
 * of the core's memory must not be kept over an `await`: another capture may make memory grow.
 */
export interface Feed {
  /** Settles when the next stretch is at hand, after giving the event loop a turn. */
  ready(): Promise<void>;
  /** Copies the next bytes of the stretch into `target`: how many; 0 when it is used up. */
  take(target: Uint8Array): number;
  /** How much of the source was taken, in bytes; its size when all was. */
  readonly position: number;
}

/** Settles in a later task, so that events (an abort, a message) come in between. */
export type NextTask = () => Promise<void>;

// Some milliseconds of work: rare enough to cost nothing, often enough for progress and abort.
const STRETCH = 16 * 1024 * 1024;

/**
 * A feed for sources that can be read without waiting: `copy` puts bytes from `position` into
 * `target` and returns how many.
 */
export function syncFeed(
  copy: (target: Uint8Array, position: number) => number,
  nextTask: NextTask,
): Feed {
  let position = 0;
  let stretchEnd = 0;
  return {
    get position() {
      return position;
    },
    async ready() {
      await nextTask();
      stretchEnd = position + STRETCH;
    },
    take(target) {
      const taken = position < stretchEnd ? copy(target, position) : 0;
      position += taken;
      return taken;
    },
  };
}

/** The error for something that is a capture's source elsewhere, but not here. */
export function unsupportedSource(message: string): CaptureError {
  return new CaptureError("unsupported_source", message);
}

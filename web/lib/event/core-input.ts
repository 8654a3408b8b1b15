// A source pushed block by block into an object of the module stream.

import { unlessAborted } from "../base/abort.js";
import { CaptureError, type CaptureErrorCode, sourceChanged } from "../base/capture-error.js";
import { isLate, nextTask } from "../base/turn.js";
import type { CoreMemory } from "../core/core.js";
import { requireAddress } from "../core/core-buffer.js";
import { readDescription } from "../core/description.js";
import type { CoreInput } from "../core/stream-module.js";
import type { Issue } from "../record/issue.js";
import type { Feed, Source } from "../source/source.js";

/** What is reported while a source is read, and what stops it. */
export interface Reporting {
  /** Stops the reading. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each issue, in the order they are found. */
  readonly onIssue?: ((issue: Issue) => void) | undefined;
}

/** What gets the same bytes, before they are committed, and whose promises are waited for. */
export interface Also {
  push(bytes: Uint8Array): void | Promise<void>;
  finish(): void | Promise<void>;
}

/**
 * Pushes all of a source into `input`, in blocks of at most `blockSize` bytes, and comes back after
 * every block and after the end, when something may have come of it. Throws the source's errors,
 * the core's, and the signal's reason.
 */
export async function* pushAll(
  stream: CoreMemory,
  input: CoreInput,
  source: Source,
  reporting: Reporting,
  blockSize = input.blockSize(),
  also?: Also,
): AsyncGenerator<void, void> {
  const feed = source.feed();
  const next = () => fill(stream, input, feed, blockSize);
  for (let position = 0; position < source.size; ) {
    await unlessAborted(feed.ready(), reporting.signal);
    let taken = 0;
    for (let size = next(); size > 0; size = next()) {
      taken += size;
      await also?.push(blockOf(stream, input, size));
      yield* settle(stream, input, input.commit(size), reporting);
      if (isLate()) {
        await nextTask();
        reporting.signal?.throwIfAborted();
      }
    }
    const isStuck = taken === 0 && feed.position === position && position < source.size;
    if (isStuck) throw sourceChanged(position);
    position = feed.position;
  }
  await also?.finish();
  yield* settle(stream, input, input.finish(), reporting);
  for (const issue of source.issues ?? []) reporting.onIssue?.(issue);
}

// What was read before a failure is handed on before it.
function* settle(
  stream: CoreMemory,
  input: CoreInput,
  isGood: boolean,
  reporting: Reporting,
): Generator<void, void> {
  reportIssues(stream, input, reporting);
  yield;
  if (!isGood) throw failure(stream, input);
  reporting.signal?.throwIfAborted();
}

// How many bytes of the next block are there to be committed; 0: the feed has to be waited for.
function fill(stream: CoreMemory, input: CoreInput, feed: Feed, blockSize: number): number {
  return feed.take(blockOf(stream, input, blockSize));
}

function blockOf(stream: CoreMemory, input: CoreInput, size: number): Uint8Array {
  const block = requireAddress(input.block());
  return stream.HEAPU8.subarray(block, block + size);
}

/** Hands on the issues that an object of a core's module has found since the last time. */
export function reportIssues(
  stream: CoreMemory,
  object: { issues(): number },
  { onIssue }: Reporting,
): void {
  if (onIssue === undefined) return;
  const address = requireAddress(object.issues());
  for (const issue of readDescription(stream.HEAPU8, address) as Issue[]) onIssue(issue);
}

/** The error that an object of the module stream has. */
export function failure(stream: CoreMemory, object: { error(): number }): CaptureError {
  const address = requireAddress(object.error());
  const { code, message, offset } = readDescription(stream.HEAPU8, address) as CoreError;
  return new CaptureError(code, message, { offset });
}

interface CoreError {
  readonly code: CaptureErrorCode;
  readonly offset: number;
  readonly message: string;
}

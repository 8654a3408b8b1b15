// Reading a source from its first byte to its last into an index.
import { unlessAborted } from "../base/abort.js";
import { sourceChanged } from "../base/capture-error.js";
import { isLate, nextTask } from "../base/turn.js";
import type { Feed } from "../source/source.js";
import type { PacketIndex } from "./packet-index.js";

/** How far the reading of a capture has come. */
export interface Progress {
  /** Bytes of the source read so far; never less than before. */
  readonly bytesRead: number;
  /** Bytes of the source; infinite until its end where it comes as a stream. */
  readonly bytesTotal: number;
  /** Packets found so far. */
  readonly packets: number;
}

/** @internal What stops the reading, and whom its progress is reported to. */
interface Reading {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called when there may be more packets. */
  readonly onStretch?: () => void;
  /** Goes on when the source has become longer, until it is closed. `onWait` is called when all was read. */
  readonly follow?: boolean;
  readonly onWait?: () => void;
}

/** @internal Feeds the whole source of `index` to it. Rejects with what went wrong, or on abort. */
export async function readThrough(index: PacketIndex, options: Reading): Promise<void> {
  const feed = index.source.feed();
  const { follow, onWait, signal } = options;
  for (let bytesRead = 0; ; ) {
    if (bytesRead >= index.source.size) {
      if (!follow || index.source.grown === undefined) break;
      onWait?.();
      await unlessAborted(index.source.grown(), signal);
    }
    await unlessAborted(feed.ready(), options.signal);
    const taken = await appendStretch(index, feed, options.signal);
    options.onStretch?.();
    const { position } = feed;
    // The size of a stream is known at its end.
    const { size } = index.source;
    if (taken === 0 && position === bytesRead && position < size) throw sourceChanged(bytesRead);
    // Where much comes out of little, a stretch of the capture may be none of the source.
    if (position > bytesRead && position < size) report(index, position, options);
    bytesRead = position;
  }
  index.open.finish();
  report(index, index.source.size, options);
  options.signal?.throwIfAborted();
}

// How long a stretch takes depends on what is in it, so that the loop has turns within one too.
async function appendStretch(
  index: PacketIndex,
  feed: Feed,
  signal: AbortSignal | undefined,
): Promise<number> {
  let taken = 0;
  for (let piece = -1; piece !== 0; taken += piece) {
    piece = index.open.append((target) => feed.take(target));
    if (isLate()) {
      await nextTask();
      signal?.throwIfAborted();
    }
  }
  return taken;
}

function report(index: PacketIndex, bytesRead: number, { onProgress }: Reading): void {
  onProgress?.({ bytesRead, bytesTotal: index.source.size, packets: index.open.length() });
}

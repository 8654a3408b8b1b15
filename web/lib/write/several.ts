// Several sources that are read in turns, each when more of it is wanted.

import { unlessAborted } from "../base/abort.js";
import { sourceChanged } from "../base/capture-error.js";
import type { Held } from "../base/held.js";
import type { CoreMemory } from "../core/core.js";
import { requireAddress } from "../core/core-buffer.js";
import type { CoreInputs } from "../core/edit-module.js";
import type { Reporting } from "../event/core-input.js";
import { type CaptureSource, type Opening, openOnce } from "../source/open-source.js";
import type { ReadOptions } from "../source/read-options.js";
import type { Feed, Source } from "../source/source.js";

/** One of them. */
export interface Opened {
  readonly source: Source;
  readonly feed: Feed;
}

/** Opens a source, which is closed with what is held. */
export async function openHeld(
  platform: Opening,
  source: CaptureSource,
  options: ReadOptions,
  held: Held,
): Promise<Opened> {
  const opened = await openOnce(platform, source, options);
  held.add(() => opened.close());
  return { source: opened, feed: opened.feed() };
}

/**
 * Pushes the next bytes of the source that is wanted, or its end; false: see `error`. Throws the source's
 * errors and the signal's reason.
 */
export async function pushNext(
  module: CoreMemory,
  core: CoreInputs,
  wanted: number,
  { source, feed }: Opened,
  reporting: Reporting,
  blockSize = core.blockSize(),
): Promise<boolean> {
  for (let waitedAt = -1; ; ) {
    const block = requireAddress(core.block(wanted));
    const taken = feed.take(module.HEAPU8.subarray(block, block + blockSize));
    if (taken > 0) return core.commit(wanted, taken);
    if (feed.position >= source.size) {
      for (const issue of source.issues ?? []) reporting.onIssue?.(issue);
      return core.finish(wanted);
    }
    if (feed.position === waitedAt) throw sourceChanged(waitedAt);
    waitedAt = feed.position;
    await unlessAborted(feed.ready(), reporting.signal);
  }
}

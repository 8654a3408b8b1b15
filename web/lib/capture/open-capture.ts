// Opening a capture: from a source of any kind to an index, with progress and abort.

import { onAbort, unlessAborted } from "../base/abort.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireBooleans, requireCallback, requireSignal } from "../base/require.js";
import type { CoreModule } from "../core/core.js";
import {
  CHOICE_NAMES,
  choicesOf,
  type DissectionChoices,
  isUsual,
  requireChoices,
} from "../core/dissection-choices.js";
import { dissectorOf } from "../core/dissector.js";
import {
  DECOMPRESSION_NAMES,
  type DecompressionOptions,
  requireMaxDecompressed,
} from "../source/decompression-limit.js";
import { requireSourceOptions, SOURCE_NAMES, type SourceOptions } from "../source/http-place.js";
import { type CaptureSource, type Opening, openSource } from "../source/open-source.js";
import { Capture } from "./capture.js";
import { Growth } from "./growth.js";
import {
  type InCore,
  type LaterModules,
  PacketIndex,
  plainIndex,
  summarisedIndex,
} from "./packet-index.js";
import { type Progress, readThrough } from "./read-through.js";

/** Options of {@link openCapture}. */
export interface OpenOptions extends SourceOptions, DecompressionOptions, DissectionChoices {
  /** Stops the reading: `openCapture` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Called every 4 to 16 MiB, and with `bytesRead` equal to `bytesTotal` when all is read.
   * `openCapture` rejects with what it throws.
   */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Also finds out what the packets say: {@link Capture.summary}, conversations, endpoints, the
   * hierarchy of protocols. Takes the larger core, more time, and some bytes more a packet.
   */
  readonly summary?: boolean;
  /**
   * Resolves as soon as there are packets, while the rest is read: {@link Capture.growing}. `signal`
   * counts until then; later {@link Capture.close} ends the reading.
   */
  readonly growing?: boolean;
  /**
   * Goes on reading a file that becomes longer, such as one that is captured into, until the capture is
   * closed. Resolves as soon as all that is there was read, or there are packets: as with `growing`. Of
   * files that are not compressed, in Node.js; a stream comes to its end by itself.
   */
  readonly follow?: boolean;
}

/** @internal What opening a capture needs of the platform. */
export interface Indexing extends Opening, LaterModules {
  readonly loadCore: () => Promise<CoreModule>;
}

/** @internal openCapture on a given platform. */
export async function openOn(
  platform: Indexing,
  source: CaptureSource,
  options: OpenOptions,
): Promise<Capture> {
  checkOptions(options);
  options.signal?.throwIfAborted();
  const makeIndex = await unlessAborted(loadIndex(platform, options), options.signal);
  const whole = await openSource(platform, source, options);
  const index = new PacketIndex(makeIndex(), whole, platform);
  const stop = new AbortController();
  const { signal } = options;
  const unfollow = signal && onAbort(signal, () => stop.abort(signal.reason));
  try {
    let isAllRead = false;
    const growth = read(index, options, stop.signal, () => {
      isAllRead = true;
    });
    const isEarly = options.growing === true || options.follow === true;
    await growth.until(() => isEarly && (isAllRead || index.open.length() > 0));
    return Capture.over(index, growth);
  } catch (error) {
    index.close();
    throw error;
  } finally {
    unfollow?.();
  }
}

// Reads all of it, and says how it grows.
function read(
  index: PacketIndex,
  { onProgress, follow = false }: OpenOptions,
  signal: AbortSignal,
  onAllRead: () => void,
): Growth {
  const growth = new Growth();
  const onStretch = () => growth.grew();
  const onWait = () => {
    onAllRead();
    growth.grew();
  };
  const reading = { ...(onProgress && { onProgress }), onStretch, onWait, follow, signal };
  readThrough(index, reading).then(
    () => growth.end(),
    (reason) => growth.end({ reason }),
  );
  return growth;
}

async function loadIndex(
  platform: Indexing,
  { summary, ...options }: OpenOptions,
): Promise<() => InCore> {
  const choices = choicesOf(options);
  if (summary) {
    const dissect = await platform.loadDissect();
    if (isUsual(choices)) return () => summarisedIndex(dissect);
    // Made at once: a wrong choice is found before the source is opened.
    const index = summarisedIndex(dissect, choices);
    return () => index;
  }
  const core = await platform.loadCore();
  if (isUsual(choices)) return () => plainIndex(core);
  const dissector = dissectorOf(await platform.loadDissect());
  dissector.dissectAs(choices);
  return () => plainIndex(core, dissector, choices);
}

const NAMES: Names<OpenOptions> = {
  ...SOURCE_NAMES,
  ...DECOMPRESSION_NAMES,
  signal: true,
  onProgress: true,
  summary: true,
  growing: true,
  follow: true,
  ...CHOICE_NAMES,
};

function checkOptions(options: OpenOptions): void {
  requireOptions("options", options, NAMES);
  requireSourceOptions(options);
  requireSignal(options.signal);
  requireCallback("onProgress", options.onProgress);
  requireBooleans(options, ["summary", "growing", "follow"]);
  requireChoices(options);
  requireMaxDecompressed(options);
}

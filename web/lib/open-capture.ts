// Opening a capture: from a source of any kind to an index, with progress and abort.
import { Capture } from "./capture.js";
import type { CoreModule } from "./core.js";
import { type DecompressionOptions, requireMaxDecompressed } from "./decompression-limit.js";
import { type CaptureSource, openSource } from "./open-source.js";
import {
  type InCore,
  type LaterModules,
  PacketIndex,
  plainIndex,
  summarisedIndex,
} from "./packet-index.js";
import { readThrough, unlessAborted } from "./read-through.js";
import type { Writing } from "./writer.js";

/** How far the reading of a capture has come. */
export interface Progress {
  /** Bytes of the source read so far; never less than before. */
  readonly bytesRead: number;
  /** Bytes of the source; infinite until its end where it comes as a stream. */
  readonly bytesTotal: number;
  /** Packets found so far. */
  readonly packets: number;
}

/** Options of {@link openCapture}. */
export interface OpenOptions extends DecompressionOptions {
  /** Stops the reading: `openCapture` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Called every 4 to 16 MiB, and with `bytesRead` equal to `bytesTotal` when all is read.
   * What it throws, `openCapture` rejects with.
   */
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Also finds out what the packets say: {@link Capture.summary}, conversations, endpoints, the
   * hierarchy of protocols. Takes the larger core, more time, and some bytes more a packet.
   */
  readonly summary?: boolean;
}

/** @internal What differs between Node.js and browsers. */
export interface Platform extends Writing, LaterModules {
  readonly loadCore: () => Promise<CoreModule>;
}

/** @internal openCapture on a given platform. */
export async function openOn(
  platform: Platform,
  source: CaptureSource,
  options: OpenOptions,
): Promise<Capture> {
  checkOptions(options);
  options.signal?.throwIfAborted();
  const makeIndex = await unlessAborted(loadIndex(platform, options), options.signal);
  const whole = await openSource(platform, source, options);
  const index = new PacketIndex(makeIndex(), whole, platform);
  try {
    await readThrough(index, options);
    return Capture.over(index);
  } catch (error) {
    index.close();
    throw error;
  }
}

async function loadIndex(platform: Platform, { summary }: OpenOptions): Promise<() => InCore> {
  if (summary) {
    const dissect = await platform.loadDissect();
    return () => summarisedIndex(dissect);
  }
  const core = await platform.loadCore();
  return () => plainIndex(core);
}

function checkOptions(options: OpenOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("options must be an object");
  }
  const { signal, onProgress, summary } = options;
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new TypeError("options.signal must be an AbortSignal");
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError("options.onProgress must be a function");
  }
  if (summary !== undefined && typeof summary !== "boolean") {
    throw new TypeError("options.summary must be true or false");
  }
  requireMaxDecompressed(options);
}

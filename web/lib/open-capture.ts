// Opening a capture: from a source of any kind to an index, with progress and abort.
import { BlobSource } from "./blob-source.js";
import { BytesSource } from "./bytes-source.js";
import { Capture } from "./capture.js";
import type { CoreModule } from "./core.js";
import { type Decompressing, decompressed } from "./open-compressed.js";
import {
  type InCore,
  type LoadDissect,
  PacketIndex,
  plainIndex,
  summarisedIndex,
} from "./packet-index.js";
import { readThrough, unlessAborted } from "./read-through.js";
import type { Source } from "./source.js";

/** What {@link openCapture} reads: a `File` or other `Blob`, bytes, or (Node.js only) a path. */
export type CaptureSource = Blob | Uint8Array | ArrayBuffer | string;

/** How far the reading of a capture has come. */
export interface Progress {
  /** Bytes of the source read so far; never less than before. */
  readonly bytesRead: number;
  /** Bytes of the source. */
  readonly bytesTotal: number;
  /** Packets found so far. */
  readonly packets: number;
}

/** Options of {@link openCapture}. */
export interface OpenOptions {
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
export interface Platform extends Decompressing {
  readonly loadCore: () => Promise<CoreModule>;
  readonly loadDissect: LoadDissect;
  readonly openPath: (path: string) => Promise<Source>;
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
  const opened = await openSource(platform, source);
  const whole = await decompressed(opened, platform, options.signal);
  const index = new PacketIndex(makeIndex(), whole, platform.loadDissect);
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
}

async function openSource(platform: Platform, source: CaptureSource): Promise<Source> {
  if (typeof source === "string") return platform.openPath(source);
  // By tag and not by instanceof: a source may come from another frame or context.
  switch (Object.prototype.toString.call(source)) {
    case "[object Uint8Array]":
    case "[object ArrayBuffer]":
      return new BytesSource(source as Uint8Array | ArrayBuffer, platform.nextTask);
    case "[object Blob]":
    case "[object File]":
      return new BlobSource(source as Blob, platform.nextTask);
  }
  throw new TypeError("source must be a Blob, a Uint8Array, an ArrayBuffer or a path");
}

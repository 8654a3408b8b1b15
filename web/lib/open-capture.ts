// Opening a capture: from a source of any kind to an index, with progress and abort.
import { BlobSource } from "./blob-source.js";
import { BytesSource } from "./bytes-source.js";
import { Capture } from "./capture.js";
import type { CoreModule } from "./core.js";
import { type Decompressing, decompressed } from "./open-compressed.js";
import { PacketIndex } from "./packet-index.js";
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
}

/** @internal What differs between Node.js and browsers. */
export interface Platform extends Decompressing {
  readonly loadCore: () => Promise<CoreModule>;
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
  const core = await unlessAborted(platform.loadCore(), options.signal);
  const opened = await openSource(platform, source);
  const index = new PacketIndex(core, await decompressed(opened, platform, options.signal));
  try {
    await readThrough(index, options);
    return Capture.over(index);
  } catch (error) {
    index.close();
    throw error;
  }
}

function checkOptions(options: OpenOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("options must be an object");
  }
  const { signal, onProgress } = options;
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new TypeError("options.signal must be an AbortSignal");
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError("options.onProgress must be a function");
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

// Recognising a compressed source.

import { unlessAborted } from "../base/abort.js";
import { CaptureError } from "../base/capture-error.js";
import { turn } from "../base/turn.js";
import { type Compression, namedCompression, skippableSize } from "./compression.js";
import type { Decode, Decoders } from "./decoder.js";
import { DecompressedSource } from "./decompressed-source.js";
import type { DecompressionOptions } from "./decompression-limit.js";
import type { NextTask, Source } from "./source.js";
import type { Spill } from "./spill.js";

/** What decompressing needs of the platform. */
export interface Decompressing {
  readonly decoders: Decoders;
  readonly openSpill: () => Promise<Spill>;
  readonly nextTask: NextTask;
}

/** What is wanted of opening a source. */
export interface OpeningOptions extends DecompressionOptions {
  readonly signal?: AbortSignal;
}

/**
 * The source itself, or the capture inside of it when it is compressed; owns the source from now
 * on, and closes it on failure. Rejects with the source's errors and the signal's reason.
 */
export async function decompressed(
  source: Source,
  platform: Decompressing,
  options: OpeningOptions = {},
): Promise<Source> {
  const { signal } = options;
  try {
    const compression = await unlessAborted(compressionOf(source), signal);
    if (compression === undefined) return source;
    const decode = await unlessAborted(load(platform.decoders, compression), signal);
    const spill = await platform.openSpill();
    const { nextTask } = platform;
    return new DecompressedSource(source, compression, decode, spill, nextTask, options);
  } catch (error) {
    source.close();
    throw error;
  }
}

async function load(decoders: Decoders, compression: Compression): Promise<Decode> {
  const loading = decoders[compression]();
  const { decode } = await loading.catch((cause) => {
    if (cause instanceof CaptureError) throw cause;
    throw new Error(`The ${compression} decoder could not be loaded: ${cause}`, { cause });
  });
  return decode;
}

// The compression of a source that is read; undefined where it has none.
async function compressionOf(source: Source): Promise<Compression | undefined> {
  for (let offset = 0; source.size - offset >= 3; ) {
    await turn(); // of frames to be skipped there may be any number
    const start = await source.read(offset, Math.min(8, source.size - offset));
    const skippable = skippableSize(start);
    if (skippable === undefined) return namedCompression(start);
    offset += skippable;
  }
  return undefined;
}

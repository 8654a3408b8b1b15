// The module decompress (cpp/wasm/decompress_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";

/** One instance of it. */
export interface DecompressModule extends CoreMemory {
  readonly Decompression: new () => CoreDecompression;
}

/** The class Decompression of decompress_bindings.cpp: one source. */
export interface CoreDecompression {
  /** Address of memory for its next bytes. May grow memory. */
  room(): number;
  /** Bytes of that memory: some, where `take` gave nothing. */
  roomSize(): number;
  /** The first `size` bytes of it have been filled. */
  commit(size: number): void;
  /** Decompresses what is at hand; how many bytes of the piece that are. 0: it needs more, or failed. */
  take(): number;
  /** Address of what `take` decompressed; 0 where there was no memory for it. */
  piece(): number;
  /** The source has ended. */
  end(): void;
  /** Offset in the source of what is wrong; -1 where nothing is. */
  failure(): number;
  /** Address of what is wrong there. */
  text(): number;
  /** Its bytes. */
  textSize(): number;
  /** Frees it. */
  delete(): void;
}

/** Gives instances of it, each for one source. */
export type LoadDecompress = () => Promise<DecompressModule>;

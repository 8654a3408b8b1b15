// The module decode (cpp/wasm/decode_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";

/** One instance of it. */
export interface DecodeModule extends CoreMemory {
  readonly Decodings: new () => CoreDecodings;
}

/** The class Decodings of decode_bindings.cpp. */
export interface CoreDecodings {
  /** Address of memory for encoded bytes; 0 when there is none. May grow memory. */
  buffer(size: number): number;
  /** Decodes the bytes in the buffer; how many came of them, `limit` at most. */
  decode(coding: number, size: number, limit: number): number;
  /** Where they are. */
  decoded(): number;
  /** How it ended: DecodeEnd in cpp/decode/decoder.h. */
  end(): number;
  /** Frees it. */
  delete(): void;
}

/** Gives instances of it. */
export type LoadDecode = () => Promise<DecodeModule>;

// What decompresses: one for each compression, loaded when it is needed.
import type { Compression } from "./compression.js";
import type { Input } from "./input.js";

/**
 * Decompresses all of a source: pieces of the capture, each valid until the next is
 * asked for. `open` reads the source from its first byte, anew at each call. Throws the input's
 * errors and `Damage`.
 */
export type Decode = (open: () => Input) => AsyncGenerator<Uint8Array, void>;

/** Loads what decompresses; nothing of it is loaded before. */
export type Decoders = Readonly<Record<Compression, () => Promise<{ readonly decode: Decode }>>>;

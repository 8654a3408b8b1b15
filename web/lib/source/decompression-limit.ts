// How much may come out of compressed bytes: a small file may claim to be endless. The same rule as
// in cpp/decompress/budget.h.
import { CaptureError } from "../base/capture-error.js";
import type { Names } from "../base/option-names.js";

/** Bytes that anything may decompress to. */
const USUAL = 2 ** 30;

/** Times its own size that anything may. Real captures become ten times as large, rarely fifty. */
const MOST_TIMES = 100;

/** An option of whatever decompresses. */
export interface DecompressionOptions {
  /**
   * Most bytes that a compressed source is decompressed to where they are more than 100 times as
   * many as the compressed ones: 1 GiB by default, `Infinity` for any number. More than that is an
   * error `decompressed_too_large`.
   */
  readonly maxDecompressed?: number;
}

/** @internal */
export const DECOMPRESSION_NAMES: Names<DecompressionOptions> = { maxDecompressed: true };

/** @internal Throws a TypeError or RangeError unless the option is left out or a number of bytes. */
export function requireMaxDecompressed({ maxDecompressed }: DecompressionOptions): void {
  if (maxDecompressed === undefined) return;
  if (typeof maxDecompressed !== "number") {
    throw new TypeError("options.maxDecompressed must be a number");
  }
  const isWhole = Number.isInteger(maxDecompressed) || maxDecompressed === Number.POSITIVE_INFINITY;
  if (isWhole && maxDecompressed >= 0) return;
  const message = `options.maxDecompressed must be a number of bytes, not ${maxDecompressed}`;
  throw new RangeError(message);
}

/** @internal Counts what comes out of something. */
export class DecompressionLimit {
  readonly #most: number;
  #size = 0;

  constructor({ maxDecompressed = USUAL }: DecompressionOptions) {
    this.#most = maxDecompressed;
  }

  /**
   * So many bytes more have come, out of `compressed` ones in all. Throws `decompressed_too_large`,
   * with the offset in the source if that is given.
   */
  add(size: number, compressed: number, offset?: number): void {
    this.#size += size;
    if (this.#size <= this.#most || this.#size <= MOST_TIMES * compressed) return;
    const message =
      `It decompresses to more than ${this.#most} bytes, and to more than ${MOST_TIMES} times ` +
      "what it was; the option maxDecompressed allows for more.";
    throw new CaptureError("decompressed_too_large", message, { offset });
  }
}

// Undoes the Content-Encoding of a body: RFC 9110, section 8.4.

import { CaptureError, withMemory } from "../base/capture-error.js";
import { type Names, requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";
import { requireBytes, requireObject } from "../base/require.js";
import {
  DECOMPRESSION_NAMES,
  DecompressionLimit,
  type DecompressionOptions,
  requireMaxDecompressed,
} from "../source/decompression-limit.js";
import { piecesJoined } from "../source/stream-source.js";
import type { HttpObject } from "./http-object.js";

/** Options of {@link decodeBody}; `maxDecompressed` counts what all codings of a body come to. */
export interface DecodeOptions extends DecompressionOptions {
  /** Most bytes that are decoded, in all where there are several codings: by default 64 MiB. */
  readonly maxSize?: number;
}

const NAMES: Names<DecodeOptions> = { ...DECOMPRESSION_NAMES, maxSize: true };

const MOST_DECODED = 64 * 1024 * 1024;

/**
 * The body as it was before it was encoded: by gzip or deflate, several of them, or not at all. The
 * bytes themselves where they are not encoded.
 *
 * Rejects with a {@link CaptureError}: `unsupported` for other codings, `compressed_data_damaged`
 * where the bytes are damaged or end too early, `body_too_large` where more than `maxSize` would
 * come of them, `decompressed_too_large` where that is more than {@link DecompressionOptions} allow,
 * and with a TypeError or RangeError for a wrong argument.
 *
 * @example
 * ```js
 * import { decodeBody, objectName, openCapture } from "packetglass";
 *
 * const capture = await openCapture("traffic.pcap", { summary: true });
 * let count = 0;
 * for await (const object of capture.objects()) {
 *   count += 1;
 *   const body = await decodeBody(object).catch(() => object.bytes);
 *   console.log(objectName(object, count), body.length);
 * }
 * capture.close();
 * ```
 */
export async function decodeBody(
  object: Pick<HttpObject, "bytes" | "encoding">,
  options: DecodeOptions = {},
): Promise<Uint8Array> {
  requireObject("object", object);
  requireOptions("options", options, NAMES);
  const { encoding = "" } = object;
  let { maxSize: left = MOST_DECODED } = options;
  let { bytes } = object;
  requireBytes("object.bytes", bytes);
  requireIndex("options.maxSize", left, 0, Number.MAX_SAFE_INTEGER);
  requireMaxDecompressed(options);
  const limit = new DecompressionLimit(options);
  const come = (size: number) => limit.add(size, object.bytes.length);
  for (const coding of codingsOf(encoding)) {
    bytes = await decompressed(bytes, formatOf(coding, bytes), left, come);
    left -= bytes.length;
  }
  return bytes;
}

// The one that was applied last comes first.
function codingsOf(encoding: string): string[] {
  const codings = encoding.split(",").map((coding) => coding.trim().toLowerCase());
  return codings.filter((coding) => coding !== "" && coding !== "identity").reverse();
}

function formatOf(coding: string, bytes: Uint8Array): CompressionFormat {
  if (coding === "gzip" || coding === "x-gzip") return "gzip";
  // Some senders leave out the header of zlib, which is what the standard calls deflate.
  if (coding === "deflate") return hasZlibHeader(bytes) ? "deflate" : "deflate-raw";
  const message = `The Content-Encoding ${JSON.stringify(coding)} cannot be decoded.`;
  throw new CaptureError("unsupported", message);
}

// RFC 1950, section 2.2.
function hasZlibHeader([method = 0, flags = 0]: Uint8Array): boolean {
  return (method & 15) === 8 && (256 * method + flags) % 31 === 0;
}

async function decompressed(
  bytes: Uint8Array,
  format: CompressionFormat,
  most: number,
  come: (size: number) => void,
): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = stream.pipeThrough(new DecompressionStream(format)).getReader();
  const pieces: Uint8Array[] = [];
  try {
    for (let size = 0; size <= most; ) {
      const { done, value } = await reader.read().catch((cause) => {
        throw damaged(cause);
      });
      if (done) return withMemory(() => piecesJoined(pieces));
      come(value.length);
      pieces.push(value);
      size += value.length;
    }
  } finally {
    // The outcome of cancelling does not matter.
    reader.cancel().catch(() => {});
  }
  throw new CaptureError("body_too_large", `More than ${most} bytes come of the body.`);
}

function damaged(cause: unknown): CaptureError {
  const message = "The body cannot be decoded: it is damaged, or not all of it is there.";
  return new CaptureError("compressed_data_damaged", message, { cause });
}

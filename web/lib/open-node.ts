// openCapture and decapsulate in Node.js.
import type { Capture } from "./capture.js";
import { loadCore } from "./core-node.js";
import { type Decapsulated, type DecapsulateOptions, decapsulateBytes } from "./decapsulated.js";
import { openFile } from "./file-source.js";
import { type CaptureSource, type OpenOptions, openOn, type Platform } from "./open-capture.js";
import { openSpill } from "./spill-node.js";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

const node: Platform = {
  loadCore,
  loadDissect: async () => (await import("./dissect-node.js")).loadDissect(),
  nextTask,
  openPath: (path) => openFile(path, nextTask),
  openSpill,
  decoders: {
    gzip: () => import("./decoders/gzip-node.js"),
    zstd: () => import("./decoders/zstd.js"),
    lz4: () => import("./decoders/lz4.js"),
  },
};

/**
 * Reads a capture through once and makes the index of its packets. The source is never held whole
 * in memory; it must stay as it is while the capture is open, because packets are read from it
 * again.
 *
 * A source compressed by gzip, zstd or lz4 is recognised by its bytes. It is decompressed to a
 * temporary file, which is removed with the capture: in Node.js in the system's folder for such,
 * in browsers in the origin private file system. Without either, up to 64 MiB are kept in memory.
 *
 * A capture with blemishes opens: see {@link Capture.issues}. What is no capture rejects with a
 * {@link CaptureError}: `empty`, `unknown_format`, `truncated_file_header`, `out_of_memory`,
 * `source_changed`, `io`, `unsupported_source`, `compressed_data_damaged` (where nothing can be
 * decompressed; else it is an issue), `spill_failed`. A wrong argument rejects with a TypeError, an
 * abort with the signal's reason.
 *
 * @param source a `File` or other `Blob`, bytes, or the path of a file (in Node.js only)
 */
export async function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<Capture> {
  return openOn(node, source, options);
}

/**
 * The headers of a packet that is at hand as a record: addresses, ports, VLANs, Community ID. Bytes
 * of any kind are taken; wrong arguments reject with a TypeError or RangeError.
 */
export async function decapsulate(
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  return decapsulateBytes(node.loadDissect, bytes, options);
}

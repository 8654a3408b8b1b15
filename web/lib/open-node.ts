// openCapture in Node.js.
import type { Capture } from "./capture.js";
import { loadCore } from "./core-node.js";
import { openFile } from "./file-source.js";
import { type CaptureSource, type OpenOptions, openOn, type Platform } from "./open-capture.js";

const nextTask = () => new Promise<void>((resolve) => setImmediate(resolve));

const node: Platform = { loadCore, nextTask, openPath: (path) => openFile(path, nextTask) };

/**
 * Reads a capture through once and makes the index of its packets. The source is never held whole
 * in memory; it must stay as it is while the capture is open, because packets are read from it
 * again.
 *
 * A capture with blemishes opens: see {@link Capture.issues}. What is no capture rejects with a
 * {@link CaptureError}: `empty`, `unknown_format`, `truncated_file_header`, `out_of_memory`,
 * `source_changed`, `io`, `unsupported_source`. A wrong argument rejects with a TypeError, an
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

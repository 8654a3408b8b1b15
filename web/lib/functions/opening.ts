// The functions that look into captures and packets.
import type { Capture } from "../capture/capture.js";
import { type DecapsulateOptions, decapsulateBytes } from "../capture/decapsulate.js";
import { fieldsOf, type KnownField } from "../capture/fields.js";
import { type OpenOptions, openOn } from "../capture/open-capture.js";
import { filterCompletions, filterReport } from "../capture/search-fields.js";
import { platform } from "../platform/platform-node.js";
import type { Decapsulated } from "../record/decapsulated.js";
import type { FilterCompletion, FilterReport } from "../record/filter.js";
import type { CaptureSource } from "../source/open-source.js";

/**
 * Reads a capture through once and makes the index of its packets. The source is never held whole
 * in memory; it must stay as it is while the capture is open, because packets are read from it
 * again. A source that comes once, such as a stream, is kept in a temporary file.
 *
 * A source compressed by gzip, zstd, lz4, xz or bzip2 is recognised by its bytes. It is decompressed to
 * a temporary file, which is removed with the capture: in Node.js in the system's folder for such,
 * in browsers in the origin private file system. Without either, up to 64 MiB are kept in memory.
 *
 * A capture with blemishes opens: see {@link Capture.issues}. What is no capture rejects with a
 * {@link CaptureError}: `empty`, `unknown_format`, `truncated_file_header`, `out_of_memory`,
 * `limit_reached`, `core_failed`, `decompressed_too_large`, `source_changed`, `io`,
 * `unsupported_source`, `compressed_data_damaged` (where nothing can be decompressed; else it is an
 * issue), `spill_failed`. A wrong argument rejects with a TypeError, an abort with the signal's
 * reason.
 *
 * @param source see {@link CaptureSource}
 *
 * @example
 * ```js
 * import { openCapture } from "packetglass";
 *
 * const capture = await openCapture("traffic.pcap", { summary: true });
 * for (const { source, destination, protocol, info } of await capture.rows(0, 100)) {
 *   console.log(source, destination, protocol, info);
 * }
 * console.log(capture.conversations("tcp"));
 * capture.close();
 * ```
 */
export async function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<Capture> {
  return openOn(platform, source, options);
}

/**
 * The headers of a packet that is at hand as a record: addresses, ports, VLANs, Community ID. Bytes
 * of any kind are taken; wrong arguments reject with a TypeError or RangeError.
 *
 * @example
 * ```js
 * import { decapsulate, readEvents } from "packetglass";
 *
 * for await (const { data, linktype } of readEvents("traffic.pcap")) {
 *   const { ip, community_id } = await decapsulate(data, { linkType: linktype });
 *   console.log(ip?.src, ip?.dst, community_id);
 * }
 * ```
 */
export async function decapsulate(
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  return decapsulateBytes(platform.loadDissect, bytes, options);
}

/**
 * All fields that packets may have, sorted by name, or those whose name begins so: of `layers()`, of
 * `packetglass print --fields`, and of what stands for several of them. Loads the dissectors.
 *
 * @example
 * ```js
 * import { fields } from "packetglass";
 *
 * for (const { name, type } of await fields("tcp.flags")) console.log(name, type);
 * ```
 */
export async function fields(prefix = ""): Promise<readonly KnownField[]> {
  return fieldsOf(platform.loadDissect, prefix);
}

/**
 * What is wrong with a display filter, or old: nothing where it is one. See {@link Capture.filter}. Loads
 * the dissectors, and for patterns (`matches`) the regular expressions. Rejects with a TypeError for what is no string.
 *
 * @example
 * ```js
 * import { checkFilter } from "packetglass";
 *
 * const { error } = await checkFilter("tcp.prot == 80");
 * console.log(error?.message, error?.column, error?.suggestion);
 * ```
 */
export async function checkFilter(text: string): Promise<FilterReport> {
  return filterReport(platform.loadDissect, platform.loadRegex, text);
}

/**
 * What may stand at a cursor in a display filter, the likeliest first: fields, values, operators and
 * functions. `cursor` counts as `slice()` does, by default the end of the text.
 *
 * @example
 * ```js
 * import { completeFilter } from "packetglass";
 *
 * for (const { text, title } of await completeFilter("tcp.fl")) console.log(text, title);
 * ```
 */
export async function completeFilter(
  text: string,
  cursor = text.length,
): Promise<readonly FilterCompletion[]> {
  return filterCompletions(platform.loadDissect, text, cursor);
}

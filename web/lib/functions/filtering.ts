// The functions that choose packets.
import type { BpfInstruction } from "../filter/bpf-instruction.js";
import {
  type CaptureFilter,
  type CaptureFilterOptions,
  compileFilterOn,
} from "../filter/capture-filter.js";
import { platform } from "../platform/platform-node.js";

/**
 * Compiles a capture filter, in the language of tcpdump (`man pcap-filter`), to the program that
 * libpcap 1.10.3 makes of it. Names of hosts and networks are not looked up; names of protocols and
 * services are. A program that is there already, such as the numbers of `tcpdump -ddd`, is taken as it
 * is. Loads the compiler.
 *
 * Rejects with a {@link CaptureError} `invalid_filter`, whose message is libpcap's, and with a TypeError
 * or RangeError for wrong options.
 *
 * @example
 * ```js
 * import { compileCaptureFilter, readEvents } from "packetglass";
 *
 * const filter = await compileCaptureFilter("tcp port 80 and host 10.0.0.1", { linkType: 1 });
 * console.log(filter.toString("-ddd"));
 * for await (const { data, original_packet_length } of readEvents("traffic.pcap")) {
 *   if (filter.matches(data, original_packet_length)) console.log(data.length);
 * }
 * ```
 */
export async function compileCaptureFilter(
  text: string | readonly BpfInstruction[],
  options: CaptureFilterOptions = {},
): Promise<CaptureFilter> {
  return compileFilterOn(platform.loadBpf, text, options);
}

// The surface of libpcap's bindings, over what the package has.
import { type CaptureSource, createWriter, readEventBatches } from "../index.js";
import { Cap, type Dumping } from "./cap.js";
import { liveSource, standardInput, standardOutput } from "./host-node.js";
import type { LiveOptions } from "./live.js";
import { deadSource, OfflineSource } from "./offline.js";

export { Cap } from "./cap.js";
export { DLT, type DltName } from "./dlt.js";
export { Dumper } from "./dumper.js";
export type { LiveOptions } from "./live.js";
export type { NextResult, PacketResult } from "./next.js";
export { secs2tv, tv2secs } from "./time.js";
export { LIB_VERSION } from "./version.js";

const dumping: Dumping = { createWriter, standardOutput };

/**
 * Opens a capture of any format; by default standard input, which looks like waiting until something
 * comes, and which browsers do not have. Rejects as {@link readEventBatches} does.
 *
 * @example
 * ```js
 * import { openOffline } from "packetglass/pcap";
 *
 * const cap = await openOffline("traffic.pcap");
 * for await (const [bytes, timestamp, wireLength] of cap) {
 *   console.log(timestamp, wireLength, bytes.length);
 * }
 * cap.close();
 * ```
 */
export async function openOffline(source: CaptureSource = "-"): Promise<Cap> {
  const batches = readEventBatches(source === "-" ? standardInput() : source);
  return new Cap(await OfflineSource.over(batches), dumping);
}

/**
 * A cap without packets, to write a capture by. `linkType` is a name of {@link DLT} or a number, by
 * default Ethernet; a `snaplen` of 0 is 65535 bytes.
 *
 * @example
 * ```js
 * import { openDead } from "packetglass/pcap";
 *
 * const cap = openDead("EN10MB");
 * const dumper = await cap.dumpOpen("new.pcap");
 * await dumper.dump(new Uint8Array(60), 1_700_000_000_000_000_000n);
 * await dumper.close();
 * ```
 */
export function openDead(linkType: number | string = 1, snaplen = 0): Cap {
  return new Cap(deadSource(linkType, snaplen), dumping);
}

/**
 * Captures on an interface, by default all of them, by means of the native program `packetglass`.
 * A `snaplen` of 0 is 65535 bytes; `timeout` is in seconds, after which `next()` says `"timeout"`
 * when there was no packet; 0: it waits. Rejects with a `CaptureError` `io` that says why it
 * cannot be captured, and in browsers with `unsupported`.
 *
 * @example
 * ```js
 * import { openLive } from "packetglass/pcap";
 *
 * const cap = await openLive("eth0", 0, false, 1);
 * const [bytes, timestamp] = await cap.next();
 * console.log(timestamp, bytes?.length);
 * cap.close();
 * ```
 */
export async function openLive(
  device = "any",
  snaplen = 0,
  promiscuous = false,
  timeout = 0,
  options: LiveOptions = {},
): Promise<Cap> {
  const streams = { createWriter, readEventBatches };
  const source = liveSource(streams, device, snaplen, promiscuous, timeout, options);
  return new Cap(await source, dumping);
}

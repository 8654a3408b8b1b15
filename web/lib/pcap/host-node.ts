// What libpcap's surface finds in Node.js. In bundles for browsers host-browser.ts stands in for it.
import { Writable } from "node:stream";
import type { CaptureSource } from "../index.js";
import { findBinary, type LiveOptions, LiveSource, type Streams } from "./live.js";
import type { PacketSource } from "./next.js";
import { requireSnaplen } from "./snaplen.js";

/** @internal What `-` stands for where packets come from. */
export function standardInput(): CaptureSource {
  return process.stdin;
}

/** @internal Standard output: it is written to, but never ended. */
export function standardOutput(): Writable {
  return new Writable({
    write: (chunk, _encoding, written) => {
      process.stdout.write(chunk, written);
    },
  });
}

/** @internal What an interface sees: see `openLive`. */
export async function liveSource(
  streams: Streams,
  device: string,
  snaplen: number,
  promiscuous: boolean,
  timeout: number,
  options: LiveOptions,
): Promise<PacketSource> {
  if (typeof device !== "string") throw new TypeError("device must be a string");
  if (!(timeout >= 0)) throw new RangeError("timeout must be 0 or more seconds");
  const wanted = {
    device,
    snaplen: requireSnaplen(snaplen),
    isPromiscuous: Boolean(promiscuous),
    timeout: timeout * 1000,
    binary: findBinary(options),
  };
  return LiveSource.over(wanted, streams);
}

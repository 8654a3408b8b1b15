// What libpcap's surface finds in browsers: files and writing, nothing live.
import { CaptureError, type CaptureSource } from "../index.js";
import type { PacketSource } from "./next.js";

/** @internal A browser has none: opening it says so. */
export function standardInput(): CaptureSource {
  return "-";
}

/** @internal Throws. */
export function standardOutput(): never {
  throw new CaptureError("unsupported", "A browser has no standard output.");
}

/** @internal Rejects. */
export async function liveSource(): Promise<PacketSource> {
  throw new CaptureError("unsupported", "A browser cannot capture packets.");
}

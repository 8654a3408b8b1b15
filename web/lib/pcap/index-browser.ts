// The surface of libpcap's bindings in browsers: files and writing, nothing live.
import { CaptureError, type CaptureSource, createWriter, readEventBatches } from "../index.js";
import { Cap, type Dumping } from "./cap.js";
import { deadSource, OfflineSource } from "./offline.js";

export { Cap } from "./cap.js";
export { DLT, type DltName } from "./dlt.js";
export { Dumper } from "./dumper.js";
export { secs2tv, tv2secs } from "./time.js";
export { LIB_VERSION } from "./version.js";

const dumping: Dumping = {
  createWriter,
  standardOutput() {
    throw new CaptureError("unsupported", "A browser has no standard output.");
  },
};

/** As in Node.js; a browser has no standard input. */
export async function openOffline(source: CaptureSource): Promise<Cap> {
  return new Cap(await OfflineSource.over(readEventBatches(source)), dumping);
}

/** As in Node.js. */
export function openDead(linkType: number | string = 1, snaplen = 0): Cap {
  return new Cap(deadSource(linkType, snaplen), dumping);
}

/** Rejects: a browser cannot capture. */
export async function openLive(): Promise<Cap> {
  throw new CaptureError("unsupported", "A browser cannot capture packets.");
}

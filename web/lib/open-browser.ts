// openCapture and decapsulate in browsers and their workers.
import type { Capture } from "./capture.js";
import { loadCore } from "./core-browser.js";
import { type Decapsulated, type DecapsulateOptions, decapsulateBytes } from "./decapsulated.js";
import { type CaptureSource, type OpenOptions, openOn, type Platform } from "./open-capture.js";
import { unsupportedSource } from "./source.js";
import { openSpill } from "./spill-browser.js";

const browser: Platform = {
  loadCore,
  loadDissect: async () => (await import("./dissect-browser.js")).loadDissect(),
  nextTask,
  openSpill,
  decoders: {
    gzip: () => import("./decoders/gzip.js"),
    zstd: () => import("./decoders/zstd.js"),
    lz4: () => import("./decoders/lz4.js"),
  },
  async openPath() {
    throw unsupportedSource("Paths can be opened in Node.js only; in a browser pass a File.");
  },
};

// setTimeout would be slowed to 4 ms after a few rounds; a message is delivered at once.
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** See open-node.ts: the same, without paths. */
export async function openCapture(
  source: CaptureSource,
  options: OpenOptions = {},
): Promise<Capture> {
  return openOn(browser, source, options);
}

/** See open-node.ts: the same. */
export async function decapsulate(
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  return decapsulateBytes(browser.loadDissect, bytes, options);
}

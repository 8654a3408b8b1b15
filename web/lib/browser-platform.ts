// What the package finds in browsers and their workers.

import { loadCore } from "./core-browser.js";
import { guardedLoader } from "./core-guard.js";
import type { Platform } from "./open-capture.js";
import { unsupportedSource } from "./source.js";
import { openSpill } from "./spill-browser.js";
import { nextTask } from "./turn.js";

/** @internal */
export const browser: Platform = {
  loadCore: guardedLoader(loadCore),
  loadDissect: guardedLoader(async () => (await import("./dissect-browser.js")).loadDissect()),
  loadStream: guardedLoader(async () => (await import("./stream-browser.js")).loadStream()),
  freshMemory: (size) => new ArrayBuffer(size),
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
  async openHandle() {
    throw unsupportedSource("A FileHandle can be read in Node.js only; in a browser pass a File.");
  },
  async openFileSink() {
    throw unsupportedSource("Files can be written in Node.js only; in a browser pass a stream.");
  },
};

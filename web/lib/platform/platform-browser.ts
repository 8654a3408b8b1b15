// What the package finds in browsers and their workers.
import { nextTask } from "../base/turn.js";
import { unsupportedSource } from "../source/source.js";
import { openSpill } from "../source/spill-browser.js";
import { modules, type Platform } from "./platform.js";

/** @internal */
export const platform: Platform = {
  ...modules,
  freshMemory: (size) => new ArrayBuffer(size),
  nextTask,
  openSpill,
  decoders: {
    gzip: () => import("../source/decoders/gzip.js"),
    zstd: () => import("../source/decoders/zstd.js"),
    lz4: () => import("../source/decoders/lz4.js"),
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

// What the package finds in browsers and their workers.
import { nextTask } from "../base/turn.js";
import { unsupportedSource } from "../source/source.js";
import { openSpill } from "../source/spill-browser.js";
import { decoders, modules, type Platform } from "./platform.js";

/** @internal */
export const platform: Platform = {
  ...modules,
  freshMemory: (size) => new ArrayBuffer(size),
  nextTask,
  openSpill,
  decoders: { ...decoders, gzip: () => import("../source/decoders/gzip.js") },
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

// What the package finds in Node.js. In bundles for browsers platform-browser.ts stands in for it.
import { nextTask } from "../base/turn.js";
import { openHandle, openPath } from "../source/file-source.js";
import { openSpill } from "../source/spill-node.js";
import { openFileSink } from "../write/sink-node.js";
import { decoders, modules, type Platform } from "./platform.js";

/** @internal */
export const platform: Platform = {
  ...modules,
  // Zeros would cost as much as the reading.
  freshMemory: (size) => Buffer.allocUnsafeSlow(size).buffer,
  nextTask,
  openPath: (path, keeps, signal) => openPath(path, platform, keeps, signal),
  openHandle: (file, keeps, signal) => openHandle(file, platform, keeps, signal),
  openSpill,
  openFileSink,
  decoders: { ...decoders, gzip: () => import("../source/decoders/gzip-node.js") },
};

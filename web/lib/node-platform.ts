// What the package finds in Node.js.

import { guardedLoader } from "./core-guard.js";
import { loadCore } from "./core-node.js";
import { openHandle, openPath } from "./file-source.js";
import type { Platform } from "./open-capture.js";
import { openFileSink } from "./sink-node.js";
import { openSpill } from "./spill-node.js";
import { nextTask } from "./turn.js";

/** @internal */
export const node: Platform = {
  loadCore: guardedLoader(loadCore),
  loadDissect: guardedLoader(async () => (await import("./dissect-node.js")).loadDissect()),
  loadStream: guardedLoader(async () => (await import("./stream-node.js")).loadStream()),
  // Zeros would cost as much as the reading.
  freshMemory: (size) => Buffer.allocUnsafeSlow(size).buffer,
  nextTask,
  openPath: (path, keeps, signal) => openPath(path, node, keeps, signal),
  openHandle: (file, keeps, signal) => openHandle(file, node, keeps, signal),
  openSpill,
  openFileSink,
  decoders: {
    gzip: () => import("./decoders/gzip-node.js"),
    zstd: () => import("./decoders/zstd.js"),
    lz4: () => import("./decoders/lz4.js"),
  },
};

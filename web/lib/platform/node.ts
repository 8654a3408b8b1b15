// What the package finds in Node.js.

import { nextTask } from "../base/turn.js";
import type { Platform } from "../capture/open-capture.js";
import { guardedLoader } from "../core/core-guard.js";
import { loadCore } from "../core/core-node.js";
import { openHandle, openPath } from "../source/file-source.js";
import { openSpill } from "../source/spill-node.js";
import { openFileSink } from "../write/sink-node.js";

/** @internal */
export const node: Platform = {
  loadCore: guardedLoader(loadCore),
  loadDissect: guardedLoader(async () => (await import("../core/dissect-node.js")).loadDissect()),
  loadStream: guardedLoader(async () => (await import("../core/stream-node.js")).loadStream()),
  // Zeros would cost as much as the reading.
  freshMemory: (size) => Buffer.allocUnsafeSlow(size).buffer,
  nextTask,
  openPath: (path, keeps, signal) => openPath(path, node, keeps, signal),
  openHandle: (file, keeps, signal) => openHandle(file, node, keeps, signal),
  openSpill,
  openFileSink,
  decoders: {
    gzip: () => import("../source/decoders/gzip-node.js"),
    zstd: () => import("../source/decoders/zstd.js"),
    lz4: () => import("../source/decoders/lz4.js"),
  },
};

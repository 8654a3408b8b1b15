// What differs between Node.js and browsers, and what they have in common.
import type { Indexing } from "../capture/open-capture.js";
import { guardedLoader } from "../core/core-guard.js";
import { loadCore } from "../core/load-core.js";
import { loadDecoder } from "../source/module-decoder.js";
import type { Writing } from "../write/writer.js";

/** Everything that the package's functions need of where they run. */
export interface Platform extends Indexing, Writing {}

/** The modules, which are found the same way everywhere; only the core is loaded with the package. */
export const modules = {
  loadCore: guardedLoader(loadCore),
  loadDissect: guardedLoader(async () => (await import("../core/load-dissect.js")).loadDissect()),
  loadBpf: guardedLoader(async () => (await import("../filter/load-bpf.js")).loadBpf()),
  loadRegex: guardedLoader(async () => (await import("../core/load-regex.js")).loadRegex()),
  loadDecode: guardedLoader(async () => (await import("../core/load-decode.js")).loadDecode()),
  loadEdit: guardedLoader(async () => (await import("../core/load-edit.js")).loadEdit()),
  loadStream: guardedLoader(async () => (await import("../core/load-stream.js")).loadStream()),
};

const loadDecompress = guardedLoader(async () =>
  (await import("../core/load-decompress.js")).loadDecompress(),
);

/** Likewise the decoders, but for that of gzip. */
export const decoders = {
  zstd: () => import("../source/decoders/zstd.js"),
  lz4: () => import("../source/decoders/lz4.js"),
  xz: () => loadDecoder(loadDecompress),
  bzip2: () => loadDecoder(loadDecompress),
};

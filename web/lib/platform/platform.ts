// What differs between Node.js and browsers, and what they have in common.
import type { Indexing } from "../capture/open-capture.js";
import { guardedLoader } from "../core/core-guard.js";
import { loadCore } from "../core/load-core.js";
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

// xz and bzip2: a bundle apart, which only captures need that are compressed so. decompress.wasm is
// next to it.
import createDecompress from "../../../build/wasm/decompress.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadDecompress = coreLoader(createDecompress, () =>
  // Bundlers know this form and bring decompress.wasm along.
  compileOwn("decompress.wasm", () => new URL("./decompress.wasm", import.meta.url)),
);

// xz and bzip2 where their WebAssembly is part of the bundle.
import createDecompress from "../../../build/wasm/decompress.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The module of this thread; compiled at the first call. */
export const loadDecompress = coreLoader(createDecompress, () => compileInlined("decompress"));

// Content codings where their WebAssembly is part of the bundle.
import createDecode from "../../../build/wasm/decode.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The module of this thread; compiled at the first call. */
export const loadDecode = coreLoader(createDecode, () => compileInlined("decode"));

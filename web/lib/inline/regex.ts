// Regular expressions where their WebAssembly is part of the bundle.
import createRegex from "../../../build/wasm/regex.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The module of this thread; compiled at the first call. */
export const loadRegex = coreLoader(createRegex, () => compileInlined("regex"));

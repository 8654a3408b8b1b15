// The core where its WebAssembly is part of the bundle.
import createCore from "../../../build/wasm/core.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The core of this thread; compiled at the first call. */
export const loadCore = coreLoader(createCore, () => compileInlined("core"));

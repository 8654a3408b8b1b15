// The core with the dissectors where its WebAssembly is part of the bundle.
import createDissect from "../../../build/wasm/dissect.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The dissecting core of this thread; compiled at the first call. */
export const loadDissect = coreLoader(createDissect, () => compileInlined("dissect"));

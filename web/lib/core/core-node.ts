// The core in Node.js: core.wasm is read from beside the bundle.
import createCore from "../../../build/wasm/core.js";
import { coreLoader } from "./core.js";
import { compileRead } from "./read-wasm.js";

/** The core of this thread; compiled at the first call. */
export const loadCore = coreLoader(createCore, () =>
  // Bundlers know this form and bring core.wasm along.
  compileRead("core.wasm", () => new URL("./core.wasm", import.meta.url)),
);

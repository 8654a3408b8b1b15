// The core: core.wasm is next to the bundle.
import createCore from "../../../build/wasm/core.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The core of this thread; compiled at the first call. */
export const loadCore = coreLoader(createCore, () =>
  // Bundlers know this form and bring core.wasm along.
  compileOwn("core.wasm", () => new URL("./core.wasm", import.meta.url)),
);

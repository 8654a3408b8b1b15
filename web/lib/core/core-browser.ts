// The core in browsers and their workers: core.wasm is fetched from beside the bundle.
import createCore from "../../../build/wasm/core.js";
import { coreLoader } from "./core.js";
import { compileFetched } from "./fetch-wasm.js";

/** The core of this page or worker; fetched and compiled at the first call. */
export const loadCore = coreLoader(createCore, () =>
  // Bundlers know this form and bring core.wasm along.
  compileFetched(new URL("./core.wasm", import.meta.url)),
);

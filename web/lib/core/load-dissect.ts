// The core with the dissectors: dissect.wasm is next to the bundle.
import createDissect from "../../../build/wasm/dissect.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The dissecting core of this thread; compiled at the first call. */
export const loadDissect = coreLoader(createDissect, () =>
  // Bundlers know this form and bring dissect.wasm along.
  compileOwn("dissect.wasm", () => new URL("./dissect.wasm", import.meta.url)),
);

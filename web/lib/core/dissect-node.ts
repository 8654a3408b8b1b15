// The core with the dissectors in Node.js: dissect.wasm is read from beside the bundle.
import createDissect from "../../../build/wasm/dissect.js";
import { coreLoader } from "./core.js";
import { compileRead } from "./read-wasm.js";

/** The dissecting core of this thread; compiled at the first call. */
export const loadDissect = coreLoader(createDissect, () =>
  // Bundlers know this form and bring dissect.wasm along.
  compileRead("dissect.wasm", () => new URL("./dissect.wasm", import.meta.url)),
);

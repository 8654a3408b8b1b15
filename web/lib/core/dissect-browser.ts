// The core with the dissectors in browsers: dissect.wasm is fetched from beside the bundle.
import createDissect from "../../../build/wasm/dissect.js";
import { coreLoader } from "./core.js";
import { compileFetched } from "./fetch-wasm.js";

/** The dissecting core of this page or worker; fetched and compiled at the first call. */
export const loadDissect = coreLoader(createDissect, () =>
  // Bundlers know this form and bring dissect.wasm along.
  compileFetched(new URL("./dissect.wasm", import.meta.url)),
);

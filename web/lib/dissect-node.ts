// The core with the dissectors in Node.js: dissect.wasm is read from beside the bundle.
import { readFile } from "node:fs/promises";
import createDissect from "../../build/wasm/dissect.js";
import { coreLoader } from "./core.js";

const wasm = new URL("./dissect.wasm", import.meta.url);

/** The dissecting core of this thread; compiled at the first call. */
export const loadDissect = coreLoader(createDissect, async () =>
  WebAssembly.compile(await readFile(wasm)),
);

// The core in Node.js: core.wasm is read from beside the bundle.
import { readFile } from "node:fs/promises";
import createCore from "../../build/wasm/core.js";
import { coreLoader } from "./core.js";

const wasm = new URL("./core.wasm", import.meta.url);

/** The core of this thread; compiled at the first call. */
export const loadCore = coreLoader(createCore, async () =>
  WebAssembly.compile(await readFile(wasm)),
);

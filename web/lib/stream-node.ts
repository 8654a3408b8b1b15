// The module stream in Node.js: stream.wasm is read from beside the bundle.
import { readFile } from "node:fs/promises";
import createStream from "../../build/wasm/stream.js";
import { coreLoader } from "./core.js";

const wasm = new URL("./stream.wasm", import.meta.url);

/** The module of this thread; compiled at the first call. */
export const loadStream = coreLoader(createStream, async () =>
  WebAssembly.compile(await readFile(wasm)),
);

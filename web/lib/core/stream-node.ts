// The module stream in Node.js: stream.wasm is read from beside the bundle.
import createStream from "../../../build/wasm/stream.js";
import { coreLoader } from "./core.js";
import { compileRead } from "./read-wasm.js";

/** The module of this thread; compiled at the first call. */
export const loadStream = coreLoader(createStream, () =>
  // Bundlers know this form and bring stream.wasm along.
  compileRead("stream.wasm", () => new URL("./stream.wasm", import.meta.url)),
);

// The module stream: stream.wasm is next to the bundle.
import createStream from "../../../build/wasm/stream.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadStream = coreLoader(createStream, () =>
  // Bundlers know this form and bring stream.wasm along.
  compileOwn("stream.wasm", () => new URL("./stream.wasm", import.meta.url)),
);

// The module stream in browsers: stream.wasm is fetched from beside the bundle.
import createStream from "../../../build/wasm/stream.js";
import { coreLoader } from "./core.js";
import { compileFetched } from "./fetch-wasm.js";

/** The module of this page or worker; fetched and compiled at the first call. */
export const loadStream = coreLoader(createStream, () =>
  // Bundlers know this form and bring stream.wasm along.
  compileFetched(new URL("./stream.wasm", import.meta.url)),
);

// The module stream where its WebAssembly is part of the bundle.
import createStream from "../../../build/wasm/stream.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

/** The module of this thread; compiled at the first call. */
export const loadStream = coreLoader(createStream, () => compileInlined("stream"));

// The compiler of capture filters where its WebAssembly is part of the bundle.
import createBpf from "../../../build/wasm/bpf.js";
import { coreLoader } from "../core/core.js";
import { compileInlined } from "./compile-inlined.js";

export { generate } from "../filter/generate.js";

/** The module of this thread; compiled at the first call. */
export const loadBpf = coreLoader(createBpf, () => compileInlined("bpf"));

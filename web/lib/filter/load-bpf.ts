// The compiler of capture filters, and what makes WebAssembly of its programs: a bundle apart, which
// few programs need. bpf.wasm is next to it.
import createBpf from "../../../build/wasm/bpf.js";
import { coreLoader } from "../core/core.js";
import { compileOwn } from "../core/own-wasm-node.js";

export { generate } from "./generate.js";

/** The module of this thread; compiled at the first call. */
export const loadBpf = coreLoader(createBpf, () =>
  // Bundlers know this form and bring bpf.wasm along.
  compileOwn("bpf.wasm", () => new URL("./bpf.wasm", import.meta.url)),
);

// The compiler of capture filters: bpf.wasm is next to the bundle.
import createBpf from "../../../build/wasm/bpf.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadBpf = coreLoader(createBpf, () =>
  // Bundlers know this form and bring bpf.wasm along.
  compileOwn("bpf.wasm", () => new URL("./bpf.wasm", import.meta.url)),
);

// Content codings: a bundle apart, which only bodies need that are encoded. decode.wasm is next to it.
import createDecode from "../../../build/wasm/decode.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadDecode = coreLoader(createDecode, () =>
  // Bundlers know this form and bring decode.wasm along.
  compileOwn("decode.wasm", () => new URL("./decode.wasm", import.meta.url)),
);

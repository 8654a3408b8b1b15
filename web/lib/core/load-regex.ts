// Regular expressions: a bundle apart, which only filters that match patterns need. regex.wasm is next
// to it.
import createRegex from "../../../build/wasm/regex.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadRegex = coreLoader(createRegex, () =>
  // Bundlers know this form and bring regex.wasm along.
  compileOwn("regex.wasm", () => new URL("./regex.wasm", import.meta.url)),
);

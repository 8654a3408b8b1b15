// The module edit: a bundle apart, which only edits need. edit.wasm is next to it.
import createEdit from "../../../build/wasm/edit.js";
import { coreLoader } from "./core.js";
import { compileOwn } from "./own-wasm-node.js";

/** The module of this thread; compiled at the first call. */
export const loadEdit = coreLoader(createEdit, () =>
  // Bundlers know this form and bring edit.wasm along.
  compileOwn("edit.wasm", () => new URL("./edit.wasm", import.meta.url)),
);

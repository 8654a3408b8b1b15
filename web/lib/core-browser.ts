// The core in browsers and their workers: core.wasm is fetched from beside the bundle.
import createCore from "../../build/wasm/core.js";
import { coreLoader } from "./core.js";

/** The core of this page or worker; fetched and compiled at the first call. */
export const loadCore = coreLoader(createCore, async () => {
  // Bundlers know this form and bring core.wasm along.
  const response = await fetch(new URL("./core.wasm", import.meta.url));
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return isWasm(response)
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
});

// compileStreaming refuses any other type, and plenty of servers do not know this one.
function isWasm(response: Response): boolean {
  return response.headers.get("Content-Type")?.toLowerCase() === "application/wasm";
}

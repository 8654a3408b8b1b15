// The package's browser entry in Node.js, where fetch() knows no files.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(import.meta.dirname, "../../dist");

/** Imports it and loads its core. Here it has no place for temporary files, only memory. */
export async function browserEntry() {
  const kept = globalThis.fetch;
  globalThis.fetch = async () => new Response(readFileSync(join(dist, "core.wasm")));
  try {
    const entry = await import("../../dist/browser.mjs");
    // The core is loaded at the first call.
    await entry.openCapture(new Uint8Array(1)).catch(() => {});
    return entry;
  } finally {
    globalThis.fetch = kept;
  }
}

// The package's browser entry in Node.js, where fetch() knows no files.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

const dist = join(import.meta.dirname, "../../dist");

/** Imports it and loads its cores. Here it has no place for temporary files, only memory. */
export async function browserEntry() {
  const kept = globalThis.fetch;
  globalThis.fetch = async (url) => new Response(readFileSync(join(dist, basename(String(url)))));
  try {
    const entry = await import("../../dist/browser.mjs");
    // A core is loaded at the first call.
    for (const summary of [false, true]) {
      await entry.openCapture(new Uint8Array(1), { summary }).catch(() => {});
    }
    for (const start of ["\xfd7zXZ\0", "BZh9"]) {
      await entry.openCapture(Buffer.from(start, "latin1")).catch(() => {});
    }
    await entry
      .readEvents(new Uint8Array(1))
      .next()
      .catch(() => {});
    return entry;
  } finally {
    globalThis.fetch = kept;
  }
}

// What the package weighs: bytes after gzip, and milliseconds until the core answers in Node.js.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { root } from "../../.ci/command.mjs";
import { median } from "./contest.mjs";

/** Sizes in bytes and the time in milliseconds: `{wasm, glue, instantiation}`. */
export function packageWeight(rounds) {
  const glue = readFileSync(join(root, "build/wasm/core.js"), "utf8");
  return {
    wasm: gzipped(readFileSync(join(root, "dist/core.wasm"))),
    glue: gzipped(transformSync(glue, { minify: true, format: "esm" }).code),
    instantiation: median(Array.from({ length: rounds }, instantiation)),
  };
}

function gzipped(content) {
  return gzipSync(content, { level: 9 }).length;
}

// Each time in a new process: a second compilation would find the first one's code.
function instantiation() {
  const script = fileURLToPath(new URL("instantiate.mjs", import.meta.url));
  return Number(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}

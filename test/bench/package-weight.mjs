// What the package weighs: bytes after gzip, and milliseconds until it answers in Node.js.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { root } from "../../.ci/command.mjs";
import { median } from "./contest.mjs";

/**
 * Sizes in bytes and times in milliseconds: `{wasm, glue, instantiation, opened, events}`, where the
 * last two are from the import to the first packet of the capture at `small`.
 */
export function packageWeight(small, rounds) {
  const glue = readFileSync(join(root, "build/wasm/core.js"), "utf8");
  return {
    wasm: gzipped(readFileSync(join(root, "dist/core.wasm"))),
    glue: gzipped(transformSync(glue, { minify: true, format: "esm" }).code),
    instantiation: timeOf(rounds, "instantiate.mjs"),
    opened: timeOf(rounds, "first-packet.mjs", "open", small),
    events: timeOf(rounds, "first-packet.mjs", "events", small),
  };
}

function gzipped(content) {
  return gzipSync(content, { level: 9 }).length;
}

// Each time in a new process: a second compilation would find the first one's code.
function timeOf(rounds, program, ...args) {
  const script = fileURLToPath(new URL(program, import.meta.url));
  const time = () => execFileSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return median(Array.from({ length: rounds }, () => Number(time())));
}

// What the package weighs: bytes after gzip, and milliseconds until it answers in Node.js.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { transformSync } from "esbuild";
import { root } from "../../.ci/command.mjs";
import { median } from "./contest.mjs";

// All of it is indexed before its first packet is asked for.
const smallCapture = join(root, "test/captures/after-2038.pcap");

/** Sizes in bytes and times in milliseconds: `{wasm, glue, instantiation, firstPacket}`. */
export function packageWeight(rounds) {
  const times = (...script) => median(Array.from({ length: rounds }, () => timeOf(...script)));
  const glue = readFileSync(join(root, "build/wasm/core.js"), "utf8");
  return {
    wasm: gzipped(readFileSync(join(root, "dist/core.wasm"))),
    glue: gzipped(transformSync(glue, { minify: true, format: "esm" }).code),
    instantiation: times("instantiate.mjs"),
    firstPacket: times("first-packet.mjs", smallCapture),
  };
}

function gzipped(content) {
  return gzipSync(content, { level: 9 }).length;
}

// Each time in a new process: a second compilation would find the first one's code.
function timeOf(script, ...given) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return Number(execFileSync(process.execPath, [path, ...given], { encoding: "utf8" }));
}

// How far resident memory grows in Node.js over the captures that are larger than all others.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("resident-growth.mjs", import.meta.url));

/** What resident-growth.mjs says of each: `{many: {open, events}, long: {open, events}}`. */
export function growths({ many, long }) {
  return { many: growthsOver(many), long: growthsOver(long) };
}

function growthsOver(path) {
  return { open: growth("open", path), events: growth("events", path) };
}

function growth(use, path) {
  return JSON.parse(execFileSync(process.execPath, [program, use, path], { encoding: "utf8" }));
}

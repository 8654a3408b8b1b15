// The package's types: what TypeScript makes of web/lib, for older TypeScript too, and for require.
import { readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { root, run } from "../../.ci/command.mjs";

const entries = ["index.d.ts", "pcap/index.d.ts", "worker/index.d.ts"];

/** Makes them in the folder `out`: the entries and what these use. */
export async function buildTypes(out) {
  rmSync(out, { recursive: true, force: true });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", "web/tsconfig.lib.json", "--outDir", out]);
  const used = new Set();
  for (const entry of entries) follow(join(out, entry), used);
  for (const name of readdirSync(out, { recursive: true })) {
    const path = join(out, name);
    if (used.has(path)) write(path);
    else if (name.endsWith(".d.ts")) rmSync(path);
  }
  removeEmpty(out);
}

function follow(path, used) {
  if (used.has(path)) return;
  used.add(path);
  for (const [, , name] of readFileSync(path, "utf8").matchAll(relative)) {
    follow(resolve(dirname(path), `${name}.d.ts`), used);
  }
}

const relative = /(from |import\(|import )"(\.[^"]*)\.js"/g;

function write(path) {
  const text = forOlder(readFileSync(path, "utf8"));
  writeFileSync(path, text);
  // What is written for import is an ES module to TypeScript, which CommonJS may not require.
  writeFileSync(path.replace(/\.d\.ts$/, ".d.cts"), text.replaceAll(relative, '$1"$2.cjs"'));
}

/**
 * The same for TypeScript before 5.7, whose typed arrays have no parameter, and before 5.6, whose
 * iterators have one.
 */
function forOlder(text) {
  return text
    .replaceAll(/\b(\w+Array)<ArrayBuffer>/g, 'ReturnType<$1Constructor["of"]>')
    .replaceAll(/(\bAsyncIterableIterator<(?:[^<>]|<[^<>]*>)*), void>/g, "$1>");
}

function removeEmpty(folder) {
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    if (each.isDirectory()) removeEmpty(join(folder, each.name));
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

#!/usr/bin/env node
// npx packetglass [--port N] [FILE]: the inspector as it comes with the package.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inspect, readArguments, UsageError, usageOf } from "./inspect.mjs";

const usage = usageOf(
  "packetglass [--port N] [FILE]",
  "Serves the packet inspector on this machine only; nothing is uploaded.",
  "  --version  says which packetglass this is",
);

async function main() {
  const flags = ["help", "version"];
  const { help, version, ...asked } = readArguments(process.argv.slice(2), process.cwd(), flags);
  if (help) return console.log(usage);
  if (version) return console.log(`packetglass ${ownVersion()}`);
  const address = await inspect({ root: sibling("page"), elsewhere: wasmOfPackage, ...asked });
  console.log(`packetglass is at ${address}\nCtrl-C ends it.`);
}

// The page lies next to the program in the package.
function sibling(name) {
  return fileURLToPath(new URL(`./${name}`, import.meta.url));
}

function ownVersion() {
  return JSON.parse(readFileSync(sibling("../package.json"), "utf8")).version;
}

// The page's WebAssembly is the package's, and lies there once, without a hash in its name.
function wasmOfPackage(path) {
  const [, name] =
    /^\/assets\/(core|dissect|stream|edit|bpf|regex|decode|decompress)-[\w-]+\.wasm$/.exec(path) ??
    [];
  return name && sibling(`${name}.wasm`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

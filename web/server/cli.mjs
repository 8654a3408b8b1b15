#!/usr/bin/env node
// npx packetglass [--port N] [FILE]: the inspector as it comes with the package.
import { fileURLToPath } from "node:url";
import { inspect, readArguments, UsageError, usageOf } from "./inspect.mjs";

const usage = usageOf(
  "packetglass [--port N] [FILE]",
  "Serves the packet inspector on this machine only; nothing is uploaded.",
);

async function main() {
  const { help, ...asked } = readArguments(process.argv.slice(2), process.cwd());
  if (help) return console.log(usage);
  // The page lies beside the program in the package.
  const root = fileURLToPath(new URL("./page", import.meta.url));
  console.log(`packetglass is at ${await inspect({ root, ...asked })}\nCtrl-C ends it.`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

// npm start [-- [--port N] [FILE]]: builds what is needed and serves the page on loopback.
import { join } from "node:path";
import { main, plainError, root } from "../../.ci/command.mjs";
import { inspect, readArguments, UsageError, usageOf } from "../server/inspect.mjs";
import { build } from "./build.mjs";

const usage = usageOf(
  "npm start [-- [--port N] [FILE]]",
  "Builds the page where that is needed and serves it on this machine only.",
);

async function start() {
  const { help, ...asked } = readAll();
  if (help) return console.log(usage);
  await build("page");
  const url = await inspect({ root: join(root, "dist/page"), ...asked });
  console.log(`packetglass is at ${url}\nCtrl-C ends it.`);
}

function readAll() {
  try {
    // npm runs scripts in the package's folder. INIT_CWD is the folder of the user.
    return readArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  } catch (error) {
    if (error instanceof UsageError) throw plainError(`${error.message}\n\n${usage}`);
    throw error;
  }
}

await main(start);

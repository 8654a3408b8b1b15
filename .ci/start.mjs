// npm start [-- [--port N] [FILE]]: builds what is needed and serves the page on loopback.
import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "./build.mjs";
import { main, plainError, root } from "./command.mjs";
import { serve } from "./serve.mjs";

const usage = `npm start [-- [--port N] [FILE]]

Builds packetglass where that is needed and serves its page on this machine only.
  FILE       a capture that the page opens at once; it is read from where it lies
  --port N   the port to serve on (by default 8080, or the next free one)`;

const firstPort = 8080;
const portsToTry = 50;

async function start() {
  const { help, port, file } = readArguments(process.argv.slice(2));
  if (help) return console.log(usage);
  await build();
  const captures = new Map(file ? [[basename(file), file]] : []);
  const server = await serveOn(port, { root: join(root, "dist/page"), captures });
  endOnSignal(server);
  const query = file ? `?open=/capture/${encodeURIComponent(basename(file))}` : "";
  console.log(`packetglass is at ${server.url}/${query}\nCtrl-C ends it.`);
}

function readArguments(args) {
  const options = { port: { type: "string" }, help: { type: "boolean", short: "h" } };
  const { values, positionals } = parse(args, options);
  if (positionals.length > 1) throw plainError(`One FILE at most.\n\n${usage}`);
  const file = positionals[0] === undefined ? undefined : findCapture(positionals[0]);
  return { help: values.help, port: readPort(values.port), file };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw plainError(`${error.message}\n\n${usage}`);
  }
}

function readPort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw plainError(`--port is a number from 0 to 65535, not "${text}".`);
}

// npm runs scripts in the package's folder and tells in INIT_CWD where the user stood.
function findCapture(name) {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), name);
  if (!existsSync(path)) throw plainError(`There is no file ${path}`);
  if (!statSync(path).isFile()) throw plainError(`${path} is not a regular file.`);
  return path;
}

async function serveOn(port, options) {
  const last = port ?? firstPort + portsToTry - 1;
  for (let next = port ?? firstPort; ; next++) {
    try {
      return await serve({ ...options, port: next });
    } catch (error) {
      if (error.code === "EADDRINUSE" && next < last) continue;
      throw plainError(`Port ${next} cannot be served on: ${error.code ?? error.message}`);
    }
  }
}

function endOnSignal(server) {
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
}

await main(start);

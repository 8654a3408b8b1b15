// The inspector on this machine: serves the page on loopback, with a capture open in it.
import { randomUUID } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "./serve.mjs";

const firstPort = 8080;
const portsToTry = 50;

const options = `  FILE       a capture that the page opens at once; it is read from where it lies
  --port N   the port to serve on (by default 8080, or the next free one)
  --help     shows this`;

/** What is wrong with how the program was called, in words that say all. */
export class UsageError extends Error {
  name = "UsageError";
}

/** How to call it as `command`, which does as `purpose` says; `more` are lines of further options. */
export function usageOf(command, purpose, ...more) {
  return [command, "", purpose, options, ...more].join("\n");
}

/**
 * What `args` ask for: the first of `flags` that is among them, as in `{help: true}`, or `{port, file}`
 * of which each may be undefined. The file is looked for from `folder`. Throws a UsageError.
 */
export function readArguments(args, folder, flags = ["help"]) {
  const { values, positionals } = parse(args, flags);
  const flag = flags.find((name) => values[name]);
  if (flag) return { [flag]: true };
  if (positionals.length > 1) throw new UsageError("One FILE at most.");
  const [name] = positionals;
  const file = name === undefined ? undefined : findCapture(resolve(folder, name));
  return { port: readPort(values.port), file };
}

/**
 * Serves the page in the folder `root`, until the process is asked to end. Resolves to the address to
 * open. A capture's address cannot be guessed by others on this machine. For what is not in the
 * folder, `elsewhere` may say where it is: it is given a path such as `/a/b.js`.
 */
export async function inspect({ root, elsewhere, port, file }) {
  const path = file && `${randomUUID()}/${basename(file)}`;
  const captures = new Map(file ? [[path, file]] : []);
  const server = await serveOn(port, { root, elsewhere, captures });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
  const escaped = path?.split("/").map(encodeURIComponent).join("/");
  return file ? `${server.url}/?open=/capture/${escaped}` : `${server.url}/`;
}

function parse(args, flags) {
  const known = { port: { type: "string" } };
  for (const name of flags)
    known[name] = { type: "boolean", ...(name === "help" && { short: "h" }) };
  try {
    return parseArgs({ args, options: known, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function readPort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UsageError(`--port is a number from 0 to 65535, not "${text}".`);
}

function findCapture(path) {
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}`);
  if (!statSync(path).isFile()) throw new UsageError(`${path} is not a regular file.`);
  return path;
}

async function serveOn(port, served) {
  const last = port ?? firstPort + portsToTry - 1;
  for (let next = port ?? firstPort; ; next++) {
    try {
      return await serve({ ...served, port: next });
    } catch (error) {
      if (error.code === "EADDRINUSE" && next < last) continue;
      throw new UsageError(`Port ${next} cannot be served on: ${error.code ?? error.message}`);
    }
  }
}

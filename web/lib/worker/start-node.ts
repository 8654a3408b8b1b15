// Starting the Worker in Node.js.
import { Worker } from "node:worker_threads";
import { installedFile, pathBeside } from "../own-file.js";
import type { Start } from "./connection.js";
import { runningIn } from "./running-node.js";

/** @internal */
export const start: Start = (receive, failed) => runningIn(startWorker(), receive, failed);

// Flags of the program, such as --eval's, are about the program.
const options = { execArgv: [] };

function startWorker(): Worker {
  // Where a bundler has put this code elsewhere and not brought the Worker along.
  const installed = isBeside() ? undefined : installedFile(THREAD);
  if (installed !== undefined) return new Worker(installed, options);
  // Bundlers know this form and bring the Worker along.
  return new Worker(new URL("./worker-thread-node.mjs", import.meta.url), options);
}

const THREAD = "worker-thread-node.mjs";

function isBeside(): boolean {
  return pathBeside(() => new URL(THREAD, new URL(import.meta.url))) !== undefined;
}

// Starting the Worker in Node.js.
import { Worker } from "node:worker_threads";
import { ownFile } from "../core/own-file.js";
import type { Start } from "./connection.js";
import { runningIn } from "./running-node.js";

/** @internal */
export const start: Start = (receive, failed) => runningIn(startWorker(), receive, failed);

const THREAD = "worker-thread-node.mjs";

// Not in a form that bundlers know: webpack 5.113 makes a syntax error of it, and Turbopack looks for
// programs among all files of the package.
function startWorker(): Worker {
  // Flags of the program, such as --eval's, are about the program.
  return Reflect.construct(Worker, [ownFile(THREAD, besideThis), { execArgv: [] }]);
}

function besideThis(): URL {
  const own = new URL(import.meta.url);
  return new URL(THREAD, own);
}

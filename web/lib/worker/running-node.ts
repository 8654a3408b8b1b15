// A Worker of Node.js as the package uses it.
import type { Worker } from "node:worker_threads";
import type { Running, Start } from "./connection.js";

/** @internal Takes a Worker that was just started. */
export function runningIn(worker: Worker, ...[receive, failed]: Parameters<Start>): Running {
  worker.on("message", receive);
  worker.on("messageerror", failed);
  worker.on("error", failed);
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    keepProgram: (keeps) => (keeps ? worker.ref() : worker.unref()),
    async end() {
      await worker.terminate();
    },
  };
}

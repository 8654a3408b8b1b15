// Starting the Worker in Node.js.
import { Worker } from "node:worker_threads";
import type { Start } from "./connection.js";

/** @internal */
export const start: Start = (receive, failed) => {
  const url = new URL("./worker-thread-node.mjs", import.meta.url);
  // Flags of the program, such as --eval's, are about the program.
  const worker = new Worker(url, { execArgv: [] });
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
};

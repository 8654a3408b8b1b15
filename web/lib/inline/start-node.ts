// Starting the Worker of packetglass/inline/worker in Node.js: its program is part of the bundle.
import { Worker } from "node:worker_threads";
import program from "program:thread-node.ts";
import type { Start } from "../worker/connection.js";
import { runningIn } from "../worker/running-node.js";
import { allInlined } from "./all-inlined.js";

/** @internal */
export const start: Start = (receive, failed) => {
  const worker = new Worker(program, { eval: true, execArgv: [] });
  allInlined().then((modules) => worker.postMessage({ modules }), failed);
  return runningIn(worker, receive, failed);
};

// Starting the Worker of packetglass/inline/worker in browsers: its program is part of the bundle.
import program from "program:thread-browser.ts";
import type { Start } from "../worker/connection.js";
import { runningIn } from "../worker/running-browser.js";
import { startProgram } from "../worker/start-program.js";
import { allInlined } from "./all-inlined.js";

/** @internal */
export const start: Start = (receive, failed) => {
  const worker = startProgram(program);
  allInlined().then((modules) => worker.postMessage({ modules }), failed);
  return runningIn(worker, receive, failed);
};

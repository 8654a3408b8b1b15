// Starting the Worker in browsers.
import type { Start } from "./connection.js";
import { runningIn } from "./running-browser.js";
import { startProgram } from "./start-program.js";

/** @internal */
export const start: Start = (receive, failed) => runningIn(startWorker(), receive, failed);

function startWorker(): Worker {
  const own = new URL(import.meta.url);
  if (isFar(own)) return startFrom(new URL(THREAD, own));
  // Bundlers know this form and bring the Worker along.
  return new Worker(new URL("./worker-thread-browser.mjs", import.meta.url), { type: "module" });
}

const THREAD = "worker-thread-browser.mjs";

// Some bundlers put the path of a file into import.meta.url, which says nothing of where this runs.
function isFar({ protocol, origin }: URL): boolean {
  return /^https?:$/.test(protocol) && origin !== self.location.origin;
}

// A program at another origin, such as a CDN's, cannot be a Worker, but a Worker can import it.
function startFrom(url: URL): Worker {
  return startProgram(`import ${JSON.stringify(url.href)};`, { type: "module" });
}

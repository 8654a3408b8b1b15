// A Worker of a browser as the package uses it.
import type { Running, Start } from "./connection.js";

/** @internal Takes a Worker that was just started. */
export function runningIn(worker: Worker, ...[receive, failed]: Parameters<Start>): Running {
  worker.onmessage = ({ data }) => receive(data);
  worker.onmessageerror = () => failed("a message could not be read");
  worker.onerror = ({ message }) => failed(message || "it could not be started");
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    keepProgram() {},
    async end() {
      worker.terminate();
    },
  };
}

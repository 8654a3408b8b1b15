// Starting the Worker in browsers.
import type { Start } from "./connection.js";

/** @internal */
export const start: Start = (receive, failed) => {
  const worker = startWorker();
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
};

function startWorker(): Worker {
  const own = new URL(import.meta.url);
  if (own.origin !== self.location.origin) return startFrom(new URL(THREAD, own));
  // Bundlers know this form and bring the Worker along.
  return new Worker(new URL("./worker-thread-browser.mjs", import.meta.url), { type: "module" });
}

const THREAD = "worker-thread-browser.mjs";

// What lies at another origin, such as a CDN's, is no Worker, but a Worker can import it.
function startFrom(url: URL): Worker {
  const program = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(program);
  const worker = new Worker(address, { type: "module" });
  URL.revokeObjectURL(address);
  return worker;
}

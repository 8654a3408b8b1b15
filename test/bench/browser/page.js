// The benchmark's page: hands the chosen file to a worker, which measures.

/** Resolves to the worker's times: `{blob: [milliseconds…], index: […]}`, one per round. */
globalThis.measure = (rounds) =>
  new Promise((resolve, reject) => {
    const worker = new Worker("worker.js", { type: "module" });
    worker.onmessage = ({ data: message }) => {
      worker.terminate();
      if (message.error) reject(new Error(message.error));
      else resolve(message.times);
    };
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ file: document.querySelector("#capture").files[0], rounds });
  });

// The installed package in browsers: built by Vite, by an import map alone, and in a worker.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { browsers } from "../page/browsers.js";
import { packets, pcap } from "../synthetic.js";
import { installed } from "./installed.js";

const project = installed();
const vite = join(import.meta.dirname, "../../../node_modules/vite/bin/vite.js");
const bytes = `Uint8Array.from(${JSON.stringify(Array.from(pcap(packets(10))))})`;

const program = `
  import { openCapture } from "packetglass";
  openCapture(new Blob([${bytes}])).then((capture) => {
    document.title = "has " + capture.length;
  });`;
const startWorker = `
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => { document.title = "has " + data; };
  worker.onerror = ({ message }) => { document.title = "failed: " + message; };`;
const worker = `
  import { openCapture } from "packetglass";
  openCapture(${bytes}).then((capture) => postMessage(capture.length));`;
const importMap = `<script type="importmap">
  { "imports": { "packetglass": "/node_modules/packetglass/dist/browser.mjs" } }</script>`;

function writePage(folder, head = "") {
  const script = '<script type="module" src="./main.js"></script>';
  const icon = '<link rel="icon" href="data:,">';
  project.write(
    `${folder}/index.html`,
    `<!doctype html><title>waits</title>${icon}${head}${script}`,
  );
}

beforeAll(() => {
  writePage("plain");
  project.write("plain/main.js", program);
  writePage("with-worker");
  project.write("with-worker/main.js", startWorker);
  project.write("with-worker/worker.js", worker);
  writePage("mapped", importMap);
  project.write("mapped/main.js", program);
  for (const folder of ["plain", "with-worker"]) {
    project.run(process.execPath, [vite, "build", folder, "--base", "./"]);
  }
}, 60_000);

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

/** Serves the project as it lies there, with no more than the plainest of servers does. */
async function serving(use) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(join(project.folder, path)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe.each(browsers())("%s", (_, launch) => {
  test.each([
    ["built by Vite", "plain/dist/"],
    ["built by Vite, in a worker", "with-worker/dist/"],
    ["named by an import map", "mapped/"],
  ])(
    "%s",
    async (_, path) => {
      const browser = await launch();
      try {
        await serving(async (url) => {
          const tab = await browser.newPage();
          await tab.goto(`${url}/${path}`);
          await tab.waitForFunction(() => document.title !== "waits", { timeout: 20_000 });
          expect(await tab.title()).toBe("has 10");
        });
      } finally {
        await browser.close();
      }
    },
    60_000,
  );
});

// The installed package in browsers: built by Vite, by an import map alone, in workers, from afar.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { browsers } from "../page/browsers.js";
import { packets, pcap } from "../synthetic.js";
import { installed } from "./installed.js";

const project = installed();
const vite = join(import.meta.dirname, "../../../node_modules/vite/bin/vite.js");
const capture = pcap(packets(10));
const bytes = `Uint8Array.from(${JSON.stringify(Array.from(capture))})`;

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

// Has the package's own Worker dissect a packet, in both ways that there are to give it bytes.
const inItsWorker = `
  import { openCapture, readEvents } from "packetglass/worker";
  async function look() {
    const capture = await openCapture(new Blob([${bytes}]), { summary: true });
    const { timestamp } = await capture.columns.read();
    const { layers } = await capture.layers(9);
    await capture.close();
    let events = 0;
    for await (const { data } of readEvents(new Blob([${bytes}]).stream())) events += 1;
    return [timestamp.length, layers.length > 0, events];
  }
  look().then(String, String).then((found) => { document.title = found; });`;

// Of a page that may run scripts and nothing else: its origin is none, it fetches nothing.
const lonely = `
  import { openCapture, readEvents } from "../node_modules/packetglass/dist/inline.mjs";
  async function look() {
    await fetch("../ten.pcap").then(() => { throw new Error("it may fetch"); }, () => {});
    const zipped = new Blob([${bytes}]).stream().pipeThrough(new CompressionStream("gzip"));
    const capture = await openCapture(zipped);
    const { layers } = await capture.layers(9);
    let events = 0;
    for await (const { data } of readEvents(new Blob([${bytes}]))) events += 1;
    return [capture.length, layers.length > 0, events];
  }
  look().then(String, String).then((found) => { parent.postMessage(found, "*"); });`;
const lonelyPolicy = `<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src * 'wasm-unsafe-eval'; img-src data:">`;
const embed = `
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-scripts";
  frame.src = "../lonely/";
  window.onmessage = ({ data }) => { document.title = data; };
  document.body.append(frame);`;

// Reads of a file, of a response and through a pipe, and writes into a stream.
const streaming = `
  import { createWriter, eventStream, readEvents } from "packetglass";
  async function count(events) {
    let [packets, octets] = [0, 0];
    for await (const { data } of events) {
      packets += 1;
      octets += data.length;
    }
    return packets + "/" + octets;
  }
  async function write() {
    const { readable, writable } = new TransformStream();
    const written = new Response(readable).blob();
    const writer = await createWriter(writable, { interfaces: [{ linkType: 1 }] });
    for await (const { timestamp, data } of readEvents(new Blob([${bytes}]))) {
      await writer.writePacket({ timestamp, bytes: data });
    }
    await writer.close();
    return count(readEvents(await written));
  }
  async function all() {
    const stream = () => new Blob([${bytes}]).stream();
    const piped = stream().pipeThrough(eventStream()).getReader();
    const events = { next: () => piped.read(), [Symbol.asyncIterator]() { return this; } };
    return [
      await count(readEvents(new File([${bytes}], "ten.pcap"))),
      await count(readEvents(await fetch("../ten.pcap"))),
      await count(events),
      await write(),
    ];
  }
  all().then(String, String).then((found) => { document.title = found; });`;

const importMap = (origin = "") => `<script type="importmap">
  { "imports": {
    "packetglass": "${origin}/node_modules/packetglass/dist/browser.mjs",
    "packetglass/worker": "${origin}/node_modules/packetglass/dist/worker-browser.mjs"
  } }</script>`;

function writePage(folder, files, head = "") {
  const script = '<script type="module" src="./main.js"></script>';
  const icon = '<link rel="icon" href="data:,">';
  project.write(
    `${folder}/index.html`,
    `<!doctype html><title>waits</title>${icon}${head}${script}`,
  );
  for (const [name, content] of Object.entries(files)) project.write(`${folder}/${name}`, content);
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript" };

// Serves the project as it lies there, with no more than the plainest of servers does.
const server = createServer(({ url }, response) => {
  const { pathname } = new URL(url, "http://127.0.0.1");
  const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
  response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.end(readFileSync(join(project.folder, path)));
});
const at = (host) => `http://${host}:${server.address().port}`;

beforeAll(async () => {
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.write("ten.pcap", capture);
  writePage("plain", { "main.js": program });
  writePage("with-worker", { "main.js": startWorker, "worker.js": worker });
  writePage("its-worker", { "main.js": inItsWorker });
  writePage("mapped", { "main.js": program }, importMap());
  writePage("mapped-worker", { "main.js": inItsWorker }, importMap());
  // Another name of this machine is another origin.
  writePage("far-worker", { "main.js": inItsWorker }, importMap(at("localhost")));
  writePage("lonely", { "main.js": lonely }, lonelyPolicy);
  writePage("sandboxed", { "main.js": embed });
  writePage("streaming", { "main.js": streaming }, importMap());
  for (const folder of ["plain", "with-worker", "its-worker"]) {
    project.run(process.execPath, [vite, "build", folder, "--base", "./"]);
  }
}, 60_000);

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const octets = packets(10).reduce((sum, { payload }) => sum + payload.length, 0);

describe.each(browsers())("%s", (_, launch) => {
  let browser;
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser.close());

  test.each([
    ["built by Vite", "plain/dist/", "has 10"],
    ["built by Vite, in a worker", "with-worker/dist/", "has 10"],
    ["named by an import map", "mapped/", "has 10"],
    ["packetglass/worker built by Vite", "its-worker/dist/", "10,true,10"],
    ["packetglass/worker named by an import map", "mapped-worker/", "10,true,10"],
    ["packetglass/worker from another origin", "far-worker/", "10,true,10"],
    ["packetglass/inline in a sandbox", "sandboxed/", "10,true,10"],
    ["streams", "streaming/", Array(4).fill(`10/${octets}`).join()],
  ])(
    "%s",
    async (_, path, title) => {
      const tab = await browser.newPage();
      await tab.goto(`${at("127.0.0.1")}/${path}`);
      await tab.waitForFunction(() => document.title !== "waits", { timeout: 20_000 });
      expect(await tab.title()).toBe(title);
      await tab.close();
    },
    60_000,
  );
});

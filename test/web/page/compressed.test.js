// Compressed captures in real browsers: temporary files in pages and in workers, and none stays.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { serve } from "../../../web/server/serve.mjs";
import { compressed, frame } from "../compress.js";
import { fileHeader, join as joined, packets, pcap } from "../synthetic.js";
import { browsers } from "./browsers.js";

const dist = join(import.meta.dirname, "../../../dist");

// Runs in the page, or in its worker: opens what is at an address, and says what it is.
const library = `
  import { openCapture } from "./browser.mjs";
  const open = [];
  export async function listed() {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("packetglass-temporary", { create: true });
    const names = [];
    for await (const name of folder.keys()) names.push(name);
    return names;
  }
  export async function opened(url) {
    try {
      const capture = await openCapture(await (await fetch(url)).blob());
      open.push(capture);
      const { bytes } = await capture.packet(capture.length - 1);
      return [capture.compression, capture.length, bytes.reduce((sum, byte) => sum + byte, 0)];
    } catch ({ name, code, message }) {
      return { name, code, message };
    }
  }
  export async function closed() {
    for (const capture of open.splice(0)) capture.close();
    for (let i = 0; i < 100 && (await listed()).length > 0; i += 1) {
      await new Promise((done) => setTimeout(done, 20));
    }
    return listed();
  }
  const calls = { listed, opened, closed };
  if (globalThis.WorkerGlobalScope) {
    onmessage = async ({ data: [name, argument] }) => postMessage(await calls[name](argument));
  } else {
    globalThis.call = (name, argument) => calls[name](argument);
    const worker = new Worker("./try.js", { type: "module" });
    globalThis.callWorker = (name, argument) => new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage([name, argument]);
    });
  }`;

const large = packets(21_000, { payloadLimit: 2003 });
// What makes bzip2 here is slow.
const packetsOf = (kind) => (kind === "bzip2" ? large.slice(0, 4000) : large);
const expected = Object.keys(frame).map((kind) => {
  const { length, [length - 1]: last } = packetsOf(kind);
  return [kind, length, last.payload.reduce((sum, byte) => sum + byte, 0)];
});

let folder;
let server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packetglass-"));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, "try.js"), library);
  writeFileSync(join(folder, "index.html"), '<script type="module" src="try.js"></script>');
  for (const kind of Object.keys(frame)) {
    writeFileSync(join(folder, `${kind}.bin`), frame[kind](pcap(packetsOf(kind))));
    writeFileSync(join(folder, `truncated-${kind}.bin`), compressed[kind].slice(0, 8));
  }
  const above = joined([fileHeader(), new Uint8Array(2 ** 26)]);
  writeFileSync(join(folder, "above.bin"), frame.gzip(above));
  server = await serve({ root: folder });
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(browsers())("%s", (_, launch) => {
  let browser;
  let page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    page = await browser.newPage();
    await page.goto(`${server.url}/index.html`);
    await page.waitForFunction(() => globalThis.call !== undefined);
  });
  afterEach(() => page.close());

  describe.each(["call", "callWorker"])("by %s", (where) => {
    const call = (name, argument) =>
      page.evaluate((...[by, ...rest]) => globalThis[by](...rest), where, name, argument);

    test("every compression, each with a file of its own that goes with it", async () => {
      const found = [];
      for (const kind of Object.keys(frame)) found.push(await call("opened", `${kind}.bin`));
      expect(found).toEqual(expected);
      expect(await call("listed")).toHaveLength(expected.length);
      expect(await call("closed")).toEqual([]);
    });

    test("more than may be kept in memory", async () => {
      expect(await call("opened", "above.bin")).toEqual(["gzip", 2 ** 22, 0]);
      expect(await call("closed")).toEqual([]);
    });

    test("a failure leaves no file", async () => {
      for (const kind of Object.keys(frame)) {
        expect(await call("opened", `truncated-${kind}.bin`)).toMatchObject({
          name: "CaptureError",
          code: "compressed_data_damaged",
        });
      }
      expect(await call("closed")).toEqual([]);
    });
  });

  test("files of a page that went without closing them are removed by the next", async () => {
    await page.evaluate(() => globalThis.call("opened", "zstd.bin"));
    await page.evaluate(() => globalThis.callWorker("opened", "lz4.bin"));
    expect(await page.evaluate(() => globalThis.call("listed"))).toHaveLength(2);
    await page.reload();
    await page.waitForFunction(() => globalThis.call !== undefined);
    await page.evaluate(() => globalThis.call("opened", "gzip.bin"));
    expect(await page.evaluate(() => globalThis.call("listed"))).toHaveLength(1);
    expect(await page.evaluate(() => globalThis.call("closed"))).toEqual([]);
  });

  test("files of another page are left alone", async () => {
    await page.evaluate(() => globalThis.call("opened", "zstd.bin"));
    const other = await browser.newPage();
    await other.goto(`${server.url}/index.html`);
    await other.waitForFunction(() => globalThis.call !== undefined);
    await other.evaluate(() => globalThis.call("opened", "lz4.bin"));
    expect(await other.evaluate(() => globalThis.call("listed"))).toHaveLength(2);
    await other.close();
    expect(await page.evaluate(() => globalThis.call("opened", "gzip.bin"))).toEqual(expected[0]);
    expect(await page.evaluate(() => globalThis.call("listed"))).toHaveLength(2);
  });
});

// The package as others get it: entries, types, and the two ways to load the core.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { transformSync } from "esbuild";
import * as esm from "packetglass";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const root = join(import.meta.dirname, "../..");
const file = scratch();
const description = JSON.parse(readFileSync(join(root, "package.json")));
const capture = pcap(packets(10));
const names = ["Capture", "CaptureError", "PacketColumns", "openCapture"];

describe("package.json", () => {
  test("names files that are there", () => {
    const { ".": main, ...others } = description.exports;
    const paths = [main.types, main.node.import, main.node.require, main.default, description.bin];
    for (const path of [...paths, ...Object.values(others), description.types]) {
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    }
  });

  test("ships them", () => {
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: root,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ files }] = Object.values(JSON.parse(packed));
    const shipped = files.map(({ path }) => path);
    for (const path of [
      ...["index.mjs", "index.cjs", "browser.mjs", "core.wasm", "types/index.d.ts"],
      ...["cli.mjs", "page/index.html"],
    ]) {
      expect(shipped).toContain(`dist/${path}`);
    }
    expect(
      shipped.filter((path) => !/^(dist|package\.json|README|LICENSE|CHANGELOG)/.test(path)),
    ).toEqual([]);
  });

  test("asks for no other package at run time and runs nothing at installation", () => {
    expect(description.dependencies).toBeUndefined();
    expect(Object.keys(description.scripts).filter((name) => /install|prepare/.test(name))).toEqual(
      [],
    );
  });
});

test("the lockfile names no registry", () => {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  expect(lock).not.toContain('"resolved"');
});

test("import gives these names", () => {
  expect(Object.keys(esm).sort()).toEqual(names);
});

test("require gives the same, and works", async () => {
  const cjs = createRequire(import.meta.url)("packetglass");
  expect(Object.keys(cjs).sort()).toEqual(names);
  const opened = await cjs.openCapture(file("required.pcap", capture));
  expect(opened.length).toBe(10);
  opened.close();
});

test("require works in a plain program without flags", () => {
  const script = `require("packetglass").openCapture(process.argv[1])
    .then((capture) => console.log(capture.length))`;
  const path = file("plain.pcap", capture);
  const printed = execFileSync(process.execPath, ["--eval", script, path], { cwd: root });
  expect(printed.toString().trim()).toBe("10");
});

test("a worker thread has a core of its own", () => {
  const body = `
    const { workerData } = await import("node:worker_threads");
    const { openCapture } = await import("packetglass");
    console.log((await openCapture(workerData)).length);`;
  const script = `
    import { once } from "node:events";
    import { Worker } from "node:worker_threads";
    import { openCapture } from "packetglass";
    const workerData = process.argv[1];
    await once(new Worker(${JSON.stringify(body)}, { eval: true, workerData }), "exit");
    console.log((await openCapture(workerData)).length);`;
  const flags = ["--input-type=module", "--eval", script, file("thread.pcap", capture)];
  expect(execFileSync(process.execPath, flags, { cwd: root }).toString()).toBe("10\n10\n");
});

test("an open capture does not keep a program running", () => {
  const script = `import { openCapture } from "packetglass";
    await openCapture(process.argv[1]);`;
  const flags = ["--input-type=module", "--eval", script, file("running.pcap", capture)];
  execFileSync(process.execPath, flags, { cwd: root, timeout: 20_000 });
});

test("the types fit a program that uses all of them, and refuse what is wrong", () => {
  // Inside the repository, so that "packetglass" is found as it is by those who installed it.
  const program = join(root, "build/test/consumer.mts");
  mkdirSync(dirname(program), { recursive: true });
  copyFileSync(join(import.meta.dirname, "consumer.mts"), program);
  // Without the types of browsers, as programs for Node.js are compiled.
  const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022"];
  flags.push("--types", "node", "--module", "nodenext", program);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...flags], { cwd: root });
  expect([stdout.toString(), status]).toEqual(["", 0]);
}, 60_000);

describe("the browser's entry", () => {
  const wasm = readFileSync(join(root, "dist/core.wasm"));
  const kept = globalThis.fetch;
  let entry = 0;
  let browser;
  beforeEach(async () => {
    entry += 1;
    browser = await import(`../../dist/browser.mjs?${entry}`);
  });
  afterEach(() => {
    globalThis.fetch = kept;
  });

  const serve = (...answers) => {
    globalThis.fetch = jest.fn(async () => answers.shift()());
  };
  const ok = (type) => () => new Response(wasm, { headers: type ? { "Content-Type": type } : {} });

  test("exports the same names and nothing of Node.js", () => {
    expect(Object.keys(browser).sort()).toEqual(names);
    const text = readFileSync(join(root, "dist/browser.mjs"), "utf8");
    expect(text).not.toMatch(/["']node:|require\(|__dirname|\beval\(|new Function/);
  });

  test.each([
    ["application/wasm"],
    ["application/wasm; charset=binary"],
    ["application/octet-stream"],
    [undefined],
  ])("fetches the core once, served as %s", async (type) => {
    serve(ok(type));
    const [one, two] = await Promise.all([
      browser.openCapture(capture),
      browser.openCapture(capture),
    ]);
    expect([one.length, two.length]).toEqual([10, 10]);
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(String(fetch.mock.calls[0][0])).toMatch(/dist\/core\.wasm/);
    one.close();
    two.close();
  });

  test.each([
    ["a missing core", () => new Response("", { status: 404 }), /404/],
    ["no network", () => Promise.reject(new TypeError("fetch failed")), /fetch failed/],
    ["a damaged core", () => new Response("nonsense"), /could not be loaded/],
  ])("rejects for %s, and tries again the next time", async (_, answer, message) => {
    serve(answer, ok("application/wasm"));
    await expect(browser.openCapture(capture)).rejects.toThrow(message);
    const opened = await browser.openCapture(capture);
    expect(opened.length).toBe(10);
    opened.close();
  });

  test("rejects when the core does not fit the glue", async () => {
    // A module with nothing in it compiles; what asks it for something it does not have fails.
    const other = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 2, 8, 1, 1, 120, 1, 121, 3, 127, 0);
    serve(() => new Response(other));
    await expect(browser.openCapture(capture)).rejects.toThrow(/could not be loaded/);
  });

  test("refuses paths", async () => {
    serve(ok("application/wasm"));
    await expect(browser.openCapture("/tmp/x.pcap")).rejects.toMatchObject({
      name: "CaptureError",
      code: "unsupported_source",
    });
  });

  test("reads bytes in stretches and lets messages come in between", async () => {
    serve(ok("application/wasm"));
    const empty = pcap([]);
    const large = new Uint8Array(40 * 2 ** 20);
    large.set(empty);
    const seen = [];
    const opened = await browser.openCapture(large, { onProgress: (each) => seen.push(each) });
    expect(seen.map(({ bytesRead }) => bytesRead / 2 ** 20)).toEqual([16, 32, 40]);
    opened.close();
  });
});

test("the core and its glue are small, and so is what a browser loads", () => {
  const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
  const core = zipped(readFileSync(join(root, "dist/core.wasm")));
  const source = readFileSync(join(root, "build/wasm/core.js"), "utf8");
  const glue = zipped(transformSync(source, { minify: true, format: "esm" }).code);
  expect(core + glue).toBeLessThanOrEqual(60_000);
  const wrapped = zipped(readFileSync(join(root, "dist/browser.mjs")));
  expect(core + wrapped).toBeLessThanOrEqual(67_000);
});

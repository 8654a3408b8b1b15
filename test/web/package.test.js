// The package as others get it: entries, types, and the two ways to load the core.
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { transformSync } from "esbuild";
import * as esm from "packetglass";
import { joinData } from "../../web/build/join-data.mjs";
import { packTexts } from "../../web/build/pack-texts.mjs";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const root = join(import.meta.dirname, "../..");
const file = scratch();
const description = JSON.parse(readFileSync(join(root, "package.json")));
const capture = pcap(packets(10));
const classes = [
  "Capture",
  "CaptureError",
  "CaptureFilter",
  "CaptureWriter",
  "EventBatch",
  "MemorySink",
];
classes.push("NO_CONVERSATION", "PacketColumns", "SummaryColumns", "TableBatch", "TableColumn");
const functions = [
  "buildPacket",
  "checkFilter",
  "compare",
  "compileCaptureFilter",
  "completeFilter",
  "convert",
  "createWriter",
  "decapsulate",
  "decodeBody",
  "edit",
  "eventStream",
];
functions.push("field", "fields");
functions.push(
  "merge",
  "objectName",
  "openCapture",
  "readEventBatches",
  "readEvents",
  "writeEvents",
);
const names = [...classes, ...functions];

const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;

const bundles = [
  "entry-node.mjs",
  "entry-browser.mjs",
  "capture-error.mjs",
  "index.mjs",
  "index.cjs",
  "browser.mjs",
  "dissect-node.mjs",
  "dissect-browser.mjs",
  "stream-node.mjs",
  "stream-browser.mjs",
  "edit-node.mjs",
  "edit-browser.mjs",
  "regex-node.mjs",
  "regex-browser.mjs",
  "decode-node.mjs",
  "decode-browser.mjs",
  "decompress-node.mjs",
  "decompress-browser.mjs",
  "inline.mjs",
  "inline-node.mjs",
  "inline.cjs",
  "inline-worker.mjs",
  "inline-worker-node.mjs",
  "inline-worker.cjs",
  "worker.mjs",
  "worker.cjs",
  "worker-browser.mjs",
  "worker-thread-node.mjs",
  "worker-thread-browser.mjs",
];
const modules = [
  "bpf.wasm",
  "core.wasm",
  "decode.wasm",
  "decompress.wasm",
  "dissect.wasm",
  "regex.wasm",
  "stream.wasm",
];

describe("package.json", () => {
  test("names files that are there", () => {
    const leaves = (one) => (typeof one === "string" ? [one] : Object.values(one).flatMap(leaves));
    const { main, module, browser, types, typesVersions, bin } = description;
    const olders = [main, module, ...Object.values(browser), types, bin];
    for (const path of [...leaves(description.exports), ...leaves(typesVersions), ...olders]) {
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
    const others = ["types/index.d.ts", "types/index.d.cts", "cli.mjs", "page/index.html"];
    for (const path of [...bundles, ...modules, ...others]) {
      expect(shipped).toContain(`dist/${path}`);
    }
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

describe("packetglass/inline", () => {
  const text = readFileSync(join(root, "dist/inline.mjs"), "utf8");

  test("has the same names, and needs no other file", async () => {
    expect(Object.keys(await import("packetglass/inline")).sort()).toEqual(names);
    const file = await import("../../dist/inline.mjs");
    // And what the package's other bundles take the WebAssembly by.
    expect(Object.keys(file).sort()).toEqual([...names, "inlinedWasm"].sort());
    const others = /\bimport[\s({"']|\}\s*from\s*["']|import\.meta|["']node:|\brequire\(/;
    expect(text.match(others)).toBeNull();
  });

  test("works where it has no address, and fetches nothing", () => {
    const script = `
      import { readFileSync } from "node:fs";
      import { gzipSync } from "node:zlib";
      globalThis.fetch = () => { throw new Error("something is fetched"); };
      const bundle = readFileSync("dist/inline.mjs").toString("base64");
      const { openCapture, readEvents } = await import("data:text/javascript;base64," + bundle);
      const capture = await openCapture(gzipSync(readFileSync(process.argv[1])));
      const { layers } = await capture.layers(0);
      let events = 0;
      for await (const _ of readEvents(readFileSync(process.argv[1]))) events += 1;
      console.log(capture.length, layers.length, events);`;
    const flags = ["--input-type=module", "--eval", script, file("inlined.pcap", capture)];
    const printed = execFileSync(process.execPath, flags, { cwd: root });
    expect(printed.toString()).toBe("10 2 10\n");
  });

  test.each([
    ["import", 'const packetglass = await import("packetglass/inline")'],
    ["require", 'const packetglass = require("packetglass/inline")'],
    ["import, in its Worker", 'const packetglass = await import("packetglass/inline/worker")'],
    ["require, in its Worker", 'const packetglass = require("packetglass/inline/worker")'],
  ])("takes paths in Node.js: %s", (_, load) => {
    const script = `
      import { createRequire } from "node:module";
      const require = createRequire(process.cwd() + "/");
      ${load};
      const capture = await packetglass.openCapture(process.argv[1]);
      const { layers } = await capture.layers(0);
      let events = 0;
      for await (const _ of packetglass.readEvents(process.argv[1])) events += 1;
      await capture.close();
      console.log(layers.length, events);`;
    const flags = ["--input-type=module", "--eval", script, file("inline-path.pcap", capture)];
    const printed = execFileSync(process.execPath, flags, { cwd: root });
    expect(printed.toString()).toBe("2 10\n");
  });

  test("is as small as it can be", () => {
    expect(text.length).toBeLessThanOrEqual(1_602_000);
    expect(zipped(text)).toBeLessThanOrEqual(1_017_000);
  });
});

test.each([
  ["packetglass/worker", "packetglass"],
  ["packetglass/inline/worker", "packetglass/inline"],
])("%s has the same functions", async (name, entry) => {
  const worker = await import(name);
  const cjs = createRequire(import.meta.url)(name);
  const own = ["terminate", ...functions];
  const values = ["CaptureError", "CaptureFilter", "EventBatch", "MemorySink", "NO_CONVERSATION"];
  values.push("TableBatch", "TableColumn");
  expect(Object.keys(worker).sort()).toEqual([...values, ...own].sort());
  expect(Object.keys(cjs).sort()).toEqual(Object.keys(worker).sort());
  expect(worker.CaptureError).toBe((await import(entry)).CaptureError);
  for (const name of ["worker-browser.mjs", "worker-thread-browser.mjs"]) {
    const text = readFileSync(join(root, "dist", name), "utf8");
    expect(text).not.toMatch(/["']node:|require\(|__dirname|\beval\(|new Function/);
  }
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
  const dissect = readFileSync(join(root, "dist/dissect.wasm"));
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
    ["a page in its place", () => new Response("<p>", html), /is a page: copy the file there/],
    ["no network", () => Promise.reject(new TypeError("fetch failed")), /fetch failed/],
    ["a damaged core", () => new Response("nonsense"), /could not be loaded/],
  ])("rejects for %s, and tries again the next time", async (_, answer, message) => {
    serve(answer, ok("application/wasm"));
    await expect(browser.openCapture(capture)).rejects.toThrow(message);
    const opened = await browser.openCapture(capture);
    expect(opened.length).toBe(10);
    opened.close();
  });

  const html = { headers: { "Content-Type": "text/html; charset=utf-8" } };
  const addresses = () => fetch.mock.calls.map(([url]) => String(url).split("/").at(-1));

  test("fetches the dissectors when the first packet is dissected, and once", async () => {
    serve(ok("application/wasm"), () => new Response(dissect));
    const opened = await browser.openCapture(capture);
    await opened.packet(0);
    expect(addresses()).toEqual(["core.wasm"]);
    await Promise.all([opened.layers(0), opened.rows(0, 10), opened.decapsulate(0)]);
    expect(addresses()).toEqual(["core.wasm", "dissect.wasm"]);
    opened.close();
  });

  test("fetches only them for a capture with a summary", async () => {
    // Of its own: the module of the test before this one has them already.
    const script = `
      import { readFileSync } from "node:fs";
      const fetched = [];
      globalThis.fetch = async (url) => {
        fetched.push(String(url).split("/").at(-1));
        return new Response(readFileSync(new URL(url)));
      };
      const { openCapture } = await import("./dist/browser.mjs");
      const capture = await openCapture(readFileSync(process.argv[1]), { summary: true });
      await capture.layers(0);
      console.log(capture.length, fetched.join());`;
    const flags = ["--input-type=module", "--eval", script, file("summary.pcap", capture)];
    const printed = execFileSync(process.execPath, flags, { cwd: root });
    expect(printed.toString().trim()).toBe("10 dissect.wasm");
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

/** Compressed bytes of a module and of the glue that Emscripten made for it. */
function weigh(name) {
  const glue = readFileSync(join(root, `build/wasm/${name}.js`), "utf8");
  const small = transformSync(glue, { minify: true, format: "esm" }).code;
  return zipped(readFileSync(join(root, `dist/${name}.wasm`))) + zipped(small);
}

test("the core and its glue are small, and so is what a browser loads", () => {
  expect(weigh("core")).toBeLessThanOrEqual(62_000);
  const loaded = ["core.wasm", "browser.mjs", "capture-error.mjs"].map((name) =>
    readFileSync(join(root, "dist", name)),
  );
  expect(loaded.map(zipped).reduce((sum, each) => sum + each)).toBeLessThanOrEqual(105_900);
});

test("what reads events and messages, writes and converts is no large download", () => {
  expect(weigh("stream")).toBeLessThanOrEqual(92_600);
});

test("the compiler of capture filters is no large download, and apart", () => {
  expect(zipped(readFileSync(join(root, "dist/bpf.wasm")))).toBeLessThanOrEqual(80_000);
  expect(weigh("bpf")).toBeLessThanOrEqual(87_000);
});

test("regular expressions are no large download, and apart", () => {
  expect(zipped(readFileSync(join(root, "dist/regex.wasm")))).toBeLessThanOrEqual(67_000);
  expect(weigh("regex")).toBeLessThanOrEqual(75_500);
});

// Half of it is the dictionary of Brotli.
test("content codings are no large download, and apart", () => {
  expect(zipped(readFileSync(join(root, "dist/decode.wasm")))).toBeLessThanOrEqual(105_500);
  expect(weigh("decode")).toBeLessThanOrEqual(115_000);
});

test("the decoders of xz and bzip2 are no large download, and apart", () => {
  expect(zipped(readFileSync(join(root, "dist/decompress.wasm")))).toBeLessThanOrEqual(34_000);
  expect(weigh("decompress")).toBeLessThanOrEqual(43_100);
});

// The dissectors once more, with what edits: only who edits loads them.
test("what edits, merges, compares and builds is apart", () => {
  expect(zipped(readFileSync(join(root, "dist/edit.wasm")))).toBeLessThanOrEqual(475_000);
  expect(weigh("edit")).toBeLessThanOrEqual(484_500);
});

test("to have it in a worker costs little more", () => {
  const files = ["worker-browser.mjs", "worker-thread-browser.mjs"];
  const sizes = files.map((name) => zipped(readFileSync(join(root, "dist", name))));
  expect(sizes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(13_300);
});

test("the core with the dissectors is no large download", () => {
  const dissect = readFileSync(join(root, "dist/dissect.wasm"));
  expect(gzipSync(dissect, { level: 9 }).length).toBeLessThanOrEqual(468_500);
});

describe("joining data segments", () => {
  const memoryOf = async (module) => {
    const made = await WebAssembly.instantiate(module);
    return new Uint8Array(made.instance.exports.memory.buffer.slice(0, 400));
  };
  // A memory of a page, exported, and segments "ab" at 3, "c" at 300.
  const parts = (...segments) => {
    const data = segments.flatMap(([address, ...bytes]) => [0, 0x41, ...address, 0x0b, ...bytes]);
    const name = [...Buffer.from("memory")];
    return Buffer.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 7, 10, 1, 6, ...name, 2, 0],
      ...[11, data.length + 1, segments.length, ...data],
    ]);
  };

  test("leaves memory as it is", async () => {
    const split = parts([[3], 2, 0x61, 0x62], [[0xac, 2], 1, 0x63]);
    const joined = joinData(split);
    expect(joined.length).toBeGreaterThan(split.length);
    expect(await memoryOf(joined)).toEqual(await memoryOf(split));
    expect((await memoryOf(joined))[300]).toBe(0x63);
  });

  // What the module of this name has in memory once it runs.
  const started = async (name, change) => {
    const { default: create } = await import(`../../build/wasm/${name}.js`);
    const bytes = change(readFileSync(join(root, `build/wasm/${name}.wasm`)));
    const core = await create({
      instantiateWasm(imports, use) {
        WebAssembly.instantiate(bytes, imports).then(({ instance }) => use(instance));
        return {};
      },
    });
    return Buffer.from(core.HEAPU8);
  };

  test.each(["core", "dissect", "stream", "bpf"])(
    "leaves the constants of %s as they are",
    async (name) => {
      const plain = await started(name, (module) => module);
      expect(plain.equals(await started(name, joinData))).toBe(true);
    },
  );

  test.each(["regex", "decode", "decompress"])(
    "leaves the constants of %s as they are, which are not packed",
    async (name) => {
      const plain = await started(name, (module) => module);
      expect(plain.equals(await started(name, (module) => joinData(module, false)))).toBe(true);
    },
  );

  test("packs addresses of texts, and nothing that looks as if it were packed", () => {
    const memory = Buffer.from(
      "\0name\0Title\0\0\0\0\0\x01\x04\0\0\x06\x04\0\0\x0c\x04\0\0",
      "latin1",
    );
    packTexts(memory, 1024);
    expect([16, 20, 24].map((at) => memory.readUInt32LE(at).toString(16))).toEqual([
      "fb400401",
      "fb000000",
      "40c",
    ]);
    expect(() => packTexts(memory, 1024)).toThrow("packed address");
  });

  test("leaves a module alone that has nothing to join", () => {
    const one = parts([[3], 2, 0x61, 0x62]);
    expect(joinData(one)).toBe(one);
    const none = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    expect(joinData(none)).toBe(none);
  });
});

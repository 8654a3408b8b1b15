// Builds the npm package in dist/ from web/lib and the WebAssembly module in build/wasm.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { main, plainError, root } from "../../.ci/command.mjs";
import { buildTypes } from "./build-types.mjs";
import {
  apart,
  errorApart,
  exchanged,
  forBrowsers,
  inlined,
  mainEntry,
  program,
  smallGlue,
  wasmOfInline,
} from "./bundle-plugins.mjs";
import { shippedWasm } from "./join-data.mjs";
import { compiledLibraries, keepBundled, npmPackage } from "./notice.mjs";

const dist = join(root, "dist");
const lib = join(root, "web/lib");
const modules = ["core", "dissect", "stream", "edit", "bpf", "regex", "decode", "decompress"];
const wasm = (name) => join(root, `build/wasm/${name}.wasm`);
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

async function buildLib() {
  const missing = modules.find((name) => !existsSync(wasm(name)));
  if (missing) {
    throw plainError(
      `build/wasm/${missing}.wasm is missing: cmake --preset wasm && cmake --build --preset wasm`,
    );
  }
  mkdirSync(dist, { recursive: true });
  await Promise.all([...bundles().map(build), buildTypes(join(dist, "types"))]);
  keepBundled("lib", [...inputs]);
  for (const name of modules) {
    replaceFile(join(dist, `${name}.wasm`), shippedWasm(wasm(name)));
  }
}

// Paths of all that was put into a bundle.
const inputs = new Set();

async function build(options) {
  const { metafile, outputFiles } = await esbuild.build({
    ...options,
    metafile: true,
    write: false,
  });
  for (const path of Object.keys(metafile.inputs)) inputs.add(path);
  if (!options.outfile) return outputFiles;
  for (const { path, contents } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, path.endsWith(".map") ? withoutTexts(path, contents) : contents);
  }
}

// The package's own sources lie in it, and maps name them. The code of others is there as one line.
function withoutTexts(path, contents) {
  const map = JSON.parse(Buffer.from(contents));
  const isOwn = (source) => !relative(lib, resolve(dirname(path), source)).startsWith("..");
  const sourcesContent = map.sources.map((source) =>
    isOwn(source) ? null : `// ${source} is not in this package.\n`,
  );
  return JSON.stringify({ ...map, sourcesContent });
}

// In one step, for programs that use the package meanwhile.
function replaceFile(path, bytes) {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

const browser = { format: "esm", minify: true };
const node = { platform: "node", format: "esm" };
// CommonJS has no import.meta.url, by which the modules are found.
const commonJs = {
  platform: "node",
  format: "cjs",
  define: { "import.meta.url": "ownAddress" },
  banner: { js: 'const ownAddress = require("node:url").pathToFileURL(__filename).href;' },
};
// No file is next to it, and bundlers shall look for none.
const alone = { define: { "import.meta.url": '"about:blank"' } };

function bundles() {
  return [...mainEntries(), ...pcapEntries(), ...workerEntries(), ...inlineEntries(), ...parts()];
}

function mainEntries() {
  return [
    bundle("index.ts", "index.mjs", node, [apart("node"), errorApart]),
    bundle("index.ts", "index.cjs", withNotices(commonJs)),
    bundle("index.ts", "browser.mjs", browser, [forBrowsers, apart("browser"), errorApart]),
    bundle("entry.ts", "entry-node.mjs", node, [errorApart, mainEntry("index.mjs")]),
    bundle("entry.ts", "entry-browser.mjs", browser, [errorApart, mainEntry("browser.mjs")]),
    bundle("base/capture-error.ts", "capture-error.mjs", browser),
    bundle("../server/cli.mjs", "cli.mjs", node),
  ];
}

function pcapEntries() {
  return [
    bundle("pcap/index.ts", "pcap.mjs", node, [mainEntry("index.mjs"), errorApart]),
    bundle("pcap/index.ts", "pcap.cjs", commonJs, [mainEntry("index.cjs")]),
    bundle("pcap/index.ts", "pcap-browser.mjs", browser, [
      mainEntry("browser.mjs"),
      errorApart,
      forBrowsers,
    ]),
  ];
}

const startedBy = (path) => exchanged(/\/start-node\.js$/, path);

function workerEntries() {
  return [
    bundle("worker/index.ts", "worker.mjs", node, [mainEntry("index.mjs"), errorApart]),
    bundle("worker/index.ts", "worker.cjs", commonJs, [mainEntry("index.cjs")]),
    bundle("worker/index.ts", "worker-browser.mjs", browser, [
      mainEntry("browser.mjs"),
      errorApart,
      forBrowsers,
    ]),
    bundle("worker/thread-node.ts", "worker-thread-node.mjs", node, [
      mainEntry("index.mjs"),
      errorApart,
    ]),
    bundle("worker/thread-browser.ts", "worker-thread-browser.mjs", browser, [
      mainEntry("browser.mjs"),
      errorApart,
    ]),
  ];
}

function inlineEntries() {
  const inBrowsers = [
    startedBy("inline/start-browser.ts"),
    program(build, threadOf(browser, forBrowsers)),
  ];
  const inNode = [startedBy("inline/start-node.ts"), program(build, threadOf(node))];
  return [
    bundle("inline/index.ts", "inline.mjs", withAllNotices({ ...browser, ...alone }), [
      inlined,
      forBrowsers,
    ]),
    bundle("index.ts", "inline-node.mjs", withAllNotices(node), [inlined, wasmOfInline]),
    bundle("index.ts", "inline.cjs", withAllNotices(commonJs), [inlined, wasmOfInline]),
    bundle("worker/index.ts", "inline-worker.mjs", withNotices(browser), [
      mainEntry("inline.mjs"),
      wasmOfInline,
      ...inBrowsers,
    ]),
    bundle("worker/index.ts", "inline-worker-node.mjs", withNotices(node), [
      mainEntry("inline-node.mjs"),
      wasmOfInline,
      ...inNode,
    ]),
    bundle("worker/index.ts", "inline-worker.cjs", withNotices(commonJs), [
      mainEntry("inline.cjs"),
      wasmOfInline,
      ...inNode,
    ]),
  ];
}

// A Worker made of a text is a classic script, and CommonJS in Node.js.
function threadOf({ platform }, ...plugins) {
  const format = platform === "node" ? "cjs" : "iife";
  const received = exchanged(/\/inlined-wasm\.js$/, "inline/received-wasm.ts");
  return {
    ...settings({ platform, format, minify: true, ...alone }, [inlined, received, ...plugins]),
    outfile: undefined,
    sourcemap: false,
  };
}

// What loads a module when it is first needed.
const loaded = [
  "core/load-dissect.ts",
  "core/load-stream.ts",
  "core/load-edit.ts",
  "core/load-regex.ts",
  "core/load-decode.ts",
  "core/load-decompress.ts",
  "filter/load-bpf.ts",
];

function parts() {
  return [
    ...loaded.flatMap((path) => {
      const [, name] = /load-(\w+)\.ts$/.exec(path);
      return [
        bundle(path, `${name}-node.mjs`, node),
        bundle(path, `${name}-browser.mjs`, browser, [forBrowsers]),
      ];
    }),
    bundle("source/decoders/gzip-node.ts", "decoders/gzip-node.mjs", withNotices(node)),
    ...["gzip", "zstd", "lz4"].map((name) =>
      bundle(`source/decoders/${name}.ts`, `decoders/${name}.mjs`, withNotices(browser)),
    ),
  ];
}

function bundle(entry, out, options, plugins = []) {
  return {
    ...settings(options, plugins),
    entryPoints: [join(lib, entry)],
    outfile: join(dist, out),
    sourcemap: true,
  };
}

function settings(options, plugins) {
  return {
    bundle: true,
    target: ["node20", "es2022"],
    tsconfigRaw: {},
    logLevel: "error",
    ...options,
    define: { PACKAGE_VERSION: JSON.stringify(version), ...options.define },
    plugins: [smallGlue, ...plugins],
  };
}

// Licences that ask to be kept with the code, for bundles that are used apart from the package.
function withNotices(options, others = []) {
  const texts = ["fzstd", "pako", "xxhash-wasm"].map(
    (name) => `${name}:\n${npmPackage(name).licence.trim()}`,
  );
  const before = options.banner?.js ?? "";
  const all = [...texts, ...others].join("\n\n");
  return { ...options, banner: { js: `${before}\n/*\n${all}\n*/` } };
}

/** The same for bundles that have the WebAssembly too. */
function withAllNotices(options) {
  const texts = compiledLibraries().map(
    ({ name, licence }) => `${name}:\n${readFileSync(licence, "utf8").trim()}`,
  );
  return withNotices(options, texts);
}

await main(buildLib);

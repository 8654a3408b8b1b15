// Builds the npm package in dist/ from web/lib and the WebAssembly module in build/wasm.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { main, plainError, root, run } from "./command.mjs";
import { joinData } from "./join-data.mjs";

const dist = join(root, "dist");
const modules = ["core", "dissect", "stream"];
const wasm = (name) => join(root, `build/wasm/${name}.wasm`);

async function buildLib() {
  const missing = modules.find((name) => !existsSync(wasm(name)));
  if (missing) {
    throw plainError(
      `build/wasm/${missing}.wasm is missing: cmake --preset wasm && cmake --build --preset wasm`,
    );
  }
  mkdirSync(dist, { recursive: true });
  await Promise.all([...bundles().map((options) => esbuild.build(options)), types()]);
  for (const name of modules) {
    replaceFile(join(dist, `${name}.wasm`), joinData(readFileSync(wasm(name))));
  }
}

// In one step, for programs that use the package meanwhile.
function replaceFile(path, bytes) {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

function bundles() {
  const browser = { format: "esm", minify: true };
  const node = { platform: "node", format: "esm" };
  const withDecoders = { platform: "node", format: "cjs", ...ownAddress };
  return [
    bundle("index.ts", "index.mjs", { ...node, plugins: [smallGlue, apart] }),
    bundle("index.ts", "index.cjs", { ...withDecoders, ...notices(withDecoders.banner.js) }),
    bundle("index-browser.ts", "browser.mjs", { ...browser, plugins: [smallGlue, apart] }),
    bundle("index-browser.ts", "inline.mjs", {
      ...browser,
      ...notices(),
      // Nothing lies beside it, and bundlers shall look for nothing.
      define: { "import.meta.url": '"about:blank"' },
      plugins: [smallGlue, inlined],
    }),
    bundle("dissect-node.ts", "dissect-node.mjs", node),
    bundle("dissect-browser.ts", "dissect-browser.mjs", browser),
    bundle("pcap/index.ts", "pcap.mjs", { ...node, plugins: [besides("index.mjs")] }),
    bundle("pcap/index.ts", "pcap.cjs", { ...withDecoders, plugins: [besides("index.cjs")] }),
    bundle("pcap/index-browser.ts", "pcap-browser.mjs", {
      ...browser,
      plugins: [besides("browser.mjs")],
    }),
    bundle("worker/index.ts", "worker.mjs", { ...node, plugins: [besides("index.mjs")] }),
    bundle("worker/index.ts", "worker.cjs", { ...withDecoders, plugins: [besides("index.cjs")] }),
    bundle("worker/index.ts", "worker-browser.mjs", {
      ...browser,
      plugins: [besides("browser.mjs"), startedInBrowsers],
    }),
    bundle("worker/thread-node.ts", "worker-thread-node.mjs", {
      ...node,
      plugins: [besides("index.mjs")],
    }),
    bundle("worker/thread-browser.ts", "worker-thread-browser.mjs", {
      ...browser,
      plugins: [besides("browser.mjs")],
    }),
    bundle("../server/cli.mjs", "cli.mjs", node),
    bundle("stream-node.ts", "stream-node.mjs", node),
    bundle("stream-browser.ts", "stream-browser.mjs", browser),
    bundle("decoders/gzip-node.ts", "decoders/gzip-node.mjs", { ...node, ...notices() }),
    ...["gzip", "zstd", "lz4"].map((name) =>
      bundle(`decoders/${name}.ts`, `decoders/${name}.mjs`, { ...browser, ...notices() }),
    ),
  ];
}

function bundle(entry, out, options) {
  return {
    entryPoints: [join(root, "web/lib", entry)],
    outfile: join(dist, out),
    bundle: true,
    target: ["node20", "es2022"],
    tsconfigRaw: {},
    plugins: [smallGlue],
    logLevel: "error",
    ...options,
  };
}

// CommonJS has no import.meta.url, by which the modules are found.
const ownAddress = {
  define: { "import.meta.url": "ownAddress" },
  banner: { js: 'const ownAddress = require("node:url").pathToFileURL(__filename).href;' },
};

// Decoders and dissectors are files of their own beside the bundle, loaded when they are needed. In
// CommonJS they stay in the bundle, because there programs load it in ways that know no import().
const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve(
      { filter: /^\.\/(decoders\/|dissect-|stream-(node|browser)).*\.js$/ },
      ({ path, kind }) =>
        kind === "dynamic-import"
          ? { path: path.replace(/js$/, "mjs"), external: true }
          : undefined,
    );
  },
};

// What a module takes from the package's main entry is not built into it again.
function besides(entry) {
  return {
    name: "besides",
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.\/index\.js$/ }, () => ({ path: `./${entry}`, external: true }));
    },
  };
}

// Where the platforms differ in one file, that file is exchanged.
const startedInBrowsers = {
  name: "started-in-browsers",
  setup({ onResolve }) {
    const path = join(root, "web/lib/worker/start-browser.ts");
    onResolve({ filter: /\/start-node\.js$/ }, () => ({ path }));
  },
};

// Licences that ask to be kept with the code.
function notices(before = "") {
  const texts = ["fzstd/LICENSE", "pako/LICENSE", "xxhash-wasm/LICENSE.md"].map((path) => {
    const text = readFileSync(join(root, "node_modules", path), "utf8").trim();
    return `${path.split("/")[0]}:\n${text}`;
  });
  return { banner: { js: `${before}\n/*\n${texts.join("\n\n")}\n*/` } };
}

// Emscripten's glue, five times the size of everything else here, is nothing to read in Node.js
// either.
const smallGlue = {
  name: "small-glue",
  setup({ onLoad }) {
    onLoad({ filter: /wasm[\\/](core|dissect|stream)\.js$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, "utf8"), { minify: true });
      return { contents: code };
    });
  },
};

// The WebAssembly in the bundle, where the others fetch it. Compressed: base64 adds a third.
const inlined = {
  name: "inlined",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](core|dissect|stream)-browser\.ts$/ }, ({ path }) => {
      const [name] = basename(path).split("-");
      const load = `load${name[0].toUpperCase()}${name.slice(1)}`;
      const contents = `
        import create from "../../build/wasm/${name}.js";
        import { coreLoader } from "./core.js";
        import { compileInlined } from "./inlined-wasm.js";
        export const ${load} = coreLoader(create, async () =>
          compileInlined((await import("../../build/wasm/${name}.wasm")).default));`;
      return { contents, resolveDir: dirname(path) };
    });
    onLoad({ filter: /\.wasm$/ }, ({ path }) => {
      const contents = gzipSync(joinData(readFileSync(path)), { level: 9 });
      return { contents, loader: "binary" };
    });
  },
};

async function types() {
  const out = join(dist, "types");
  rmSync(out, { recursive: true, force: true });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await run(process.execPath, [tsc, "--project", "web/tsconfig.lib.json", "--outDir", out]);
}

await main(buildLib);

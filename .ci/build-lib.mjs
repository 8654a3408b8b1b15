// Builds the npm package in dist/ from web/lib and the WebAssembly module in build/wasm.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { main, plainError, root, run } from "./command.mjs";

const dist = join(root, "dist");
const wasm = join(root, "build/wasm/core.wasm");

async function buildLib() {
  if (!existsSync(wasm)) {
    throw plainError(
      "build/wasm/core.wasm is missing: cmake --preset wasm && cmake --build --preset wasm",
    );
  }
  mkdirSync(dist, { recursive: true });
  await Promise.all([...bundles().map((options) => esbuild.build(options)), types()]);
  replaceFile(join(dist, "core.wasm"), readFileSync(wasm));
}

// In one step, for programs that use the package meanwhile.
function replaceFile(path, bytes) {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}

function bundles() {
  return [
    bundle("index.ts", "index.mjs", { platform: "node", format: "esm" }),
    bundle("index.ts", "index.cjs", { platform: "node", format: "cjs", ...ownAddress }),
    bundle("index-browser.ts", "browser.mjs", { format: "esm", minify: true }),
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

// CommonJS has no import.meta.url, by which core.wasm is found.
const ownAddress = {
  define: { "import.meta.url": "ownAddress" },
  banner: { js: 'const ownAddress = require("node:url").pathToFileURL(__filename).href;' },
};

// Emscripten's glue, five times the size of everything else here, is nothing to read in Node.js
// either.
const smallGlue = {
  name: "small-glue",
  setup({ onLoad }) {
    onLoad({ filter: /wasm[\\/]core\.js$/ }, async ({ path }) => {
      const { code } = await esbuild.transform(readFileSync(path, "utf8"), { minify: true });
      return { contents: code };
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

// What esbuild does otherwise for the bundles of the package: see build-lib.mjs.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { root } from "../../.ci/command.mjs";
import { shippedWasm } from "./join-data.mjs";

const lib = (path) => join(root, "web/lib", path);

/**
 * Emscripten's glue, five times the size of everything else here, is nothing to read in Node.js
 * either.
 */
export const smallGlue = {
  name: "small-glue",
  setup({ onLoad }) {
    onLoad(
      { filter: /wasm[\\/](core|dissect|stream|bpf|regex|decode|decompress)\.js$/ },
      async ({ path }) => {
        const { code } = await esbuild.transform(readFileSync(path, "utf8"), { minify: true });
        return { contents: code };
      },
    );
  },
};

/** In browsers NAME-browser.ts stands in for NAME-node.ts, where there are both. */
export const forBrowsers = {
  name: "for-browsers",
  setup({ onResolve }) {
    onResolve({ filter: /-node\.js$/ }, ({ path, resolveDir }) => {
      const other = join(resolveDir, path.replace(/-node\.js$/, "-browser.ts"));
      return existsSync(other) ? { path: other } : undefined;
    });
  },
};

/**
 * Decoders and dissectors are files of their own next to the bundle for `platform`, loaded when they
 * are needed. In CommonJS they stay in the bundle, because there programs load it in ways that know no
 * import().
 */
export function apart(platform) {
  const setup = ({ onResolve }) => {
    onResolve({ filter: /\/(decoders\/[^/]+|load-\w+)\.js$/ }, ({ path, kind }) => {
      if (kind !== "dynamic-import") return undefined;
      const [, decoder, module] = /\/(decoders\/[^/]+)\.js$|\/load-(\w+)\.js$/.exec(path);
      return { path: `./${decoder ?? `${module}-${platform}`}.mjs`, external: true };
    });
  };
  return { name: "apart", setup };
}

/** What a module takes from the package's main entry is not built into it again. */
export function mainEntry(entry) {
  return external("main-entry", /^\.\.?\/index\.js$/, entry);
}

/**
 * The package's error is a file of its own. Who imports it alone gets nothing else then: of a file,
 * bundlers keep what does something by itself, as Emscripten's glue and classes with static blocks do.
 */
export const errorApart = external("error-apart", /\/capture-error\.js$/, "capture-error.mjs");

/** The modules are taken from the bundle that has them. */
export const wasmOfInline = external("wasm-of-inline", /\/inlined-wasm\.js$/, "inline.mjs");

function external(name, filter, entry) {
  const setup = ({ onResolve }) =>
    onResolve({ filter }, () => ({ path: `./${entry}`, external: true }));
  return { name, setup };
}

/** Where the platforms differ in one file, that file is exchanged: `path`, below web/lib. */
export function exchanged(filter, path) {
  const setup = ({ onResolve }) => onResolve({ filter }, () => ({ path: lib(path) }));
  return { name: `exchanged-for-${path}`, setup };
}

/** The WebAssembly is in a bundle, where others fetch or read it. */
export const inlined = {
  name: "inlined",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/load-\w+\.js$/ }, ({ path }) => ({
      path: lib(`inline/${/load-(\w+)\.js$/.exec(path)[1]}.ts`),
    }));
    // Compressed: base64 adds a third.
    onLoad({ filter: /\.wasm$/ }, ({ path }) => {
      const contents = gzipSync(shippedWasm(path), { level: 9 });
      return { contents, loader: "binary" };
    });
  },
};

/** The program of a Worker as a text, which `build` makes with `options`. */
export function program(build, options) {
  return {
    name: "program",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^program:/ }, ({ path }) => ({
        path: lib(`inline/${path.slice("program:".length)}`),
        namespace: "program",
      }));
      onLoad({ filter: /.*/, namespace: "program" }, async ({ path }) => {
        const [{ text }] = await build({ ...options, entryPoints: [path] });
        return { contents: text, loader: "text" };
      });
    },
  };
}

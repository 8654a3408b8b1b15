// Who uses the package: THE TABLE. Each is a project that is built of what npm pack makes, and run.
import { join } from "node:path";
import { root } from "./project.js";

const node = process.execPath;
const own = (path) => join(root, "node_modules", path);
const vite = [node, own("vite/bin/vite.js"), "build", "--outDir", "out", "--logLevel", "error"];
const esbuild = [own(".bin/esbuild"), "--bundle", "--minify", "--log-level=error", "--outdir=out"];
const next = [node, "../node_modules/next/dist/bin/next"];
const parcel = [node, "../node_modules/parcel/lib/bin.js", "build", "index.html"];
const parcelFlags = ["--dist-dir", "out", "--no-cache", "--no-autoinstall", "--no-source-maps"];
// Whatever else lies in this repository's node_modules is not theirs.
const types = ["--typeRoots", own("@types"), "--types", "node"];
const strict = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", ...types];

// As installed, before scripts that npm does not run by itself.
const cpu = process.arch === "arm64" ? "aarch64" : process.arch;
const bun = `../node_modules/@oven/bun-${process.platform}-${cpu}/bin/bun`;

const webpackPackages = { webpack: "5.113.0" };
const rollupPackages = { rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" };

const inline = "--alias:packetglass=packetglass/inline";
const copied = "cp -R node_modules/packetglass/dist/. out";

/** What each finds in the capture: here, in the Worker, compressed; and the number of events. */
export const found = "10/2,10/2,10/2,10";

/**
 * `packages` are installed for it, at these versions; what is not among them is this repository's own.
 * `templates` are the folders that its files come from. `build` are the commands that build it, in the
 * project's folder. `needs` is what README asks its user to say, as it stands in a command. Then, as far
 * as it is run:
 * - `page`: the folder that has its page
 * - `server`: a command that serves its page, and `route`: another address there that says the same
 * - `program`: a command that says what it found; `isAlone`: with nothing but `out` at hand
 */
export const consumers = [
  {
    name: "Vite",
    templates: ["look", "page"],
    build: [vite],
    page: "out",
  },
  {
    name: "Vite, development server",
    templates: ["look", "page", "vite"],
    build: [],
    server: [node, "serve.js"],
  },
  {
    name: "Vite, SSR with noExternal",
    templates: ["look", "program", "vite-ssr"],
    build: [[...vite, "--ssr", "program.js"]],
    program: [node, "out/program.js"],
  },
  {
    name: "webpack 5",
    packages: webpackPackages,
    templates: ["look", "page", "webpack"],
    build: [[node, "build.js", "web", "./main.js"]],
    page: "out",
  },
  {
    name: "webpack 5, target node",
    packages: webpackPackages,
    templates: ["look", "program", "webpack"],
    build: [[node, "build.js", "node20", "./program.js"]],
    program: [node, "out/main.cjs"],
  },
  {
    name: "Next 16",
    packages: { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" },
    templates: ["look", "next"],
    build: [[...next, "build"]],
    server: [...next, "start", "-H", "127.0.0.1", "-p", "0"],
    route: "server",
  },
  {
    name: "Parcel",
    packages: { parcel: "2.16.4" },
    templates: ["look", "page"],
    build: [[...parcel, ...parcelFlags]],
    page: "out",
  },
  {
    name: "Rollup",
    packages: rollupPackages,
    templates: ["look", "page", "rollup"],
    build: [
      [node, "../node_modules/rollup/dist/bin/rollup", "--config", "--silent"],
      ["sh", "-c", copied],
    ],
    needs: copied,
    page: "out",
  },
  {
    name: "esbuild",
    templates: ["look", "page"],
    build: [[...esbuild, "main.js", "--format=esm", inline]],
    needs: inline,
    page: "out",
  },
  {
    name: "esbuild, with files copied",
    templates: ["look", "page"],
    build: [
      [...esbuild, "main.js", "--format=esm"],
      ["sh", "-c", copied],
    ],
    needs: copied,
    page: "out",
  },
  {
    name: "esbuild, platform node",
    templates: ["look", "program"],
    build: [[...esbuild, "program.js", "--platform=node", "--out-extension:.js=.cjs"]],
    program: [node, "out/program.cjs"],
  },
  {
    name: "esbuild, platform node, to run where nothing is installed",
    templates: ["look", "program"],
    build: [[...esbuild, "program.js", "--platform=node", "--out-extension:.js=.cjs", inline]],
    needs: inline,
    program: [node, "out/program.cjs"],
    isAlone: true,
  },
  {
    name: "a service worker",
    templates: ["page", "service-worker"],
    build: [[...esbuild, "main.js", "worker.js", "--format=esm"]],
    needs: "packetglass/inline",
    page: "out",
    found: "10/2,10,10",
  },
  {
    name: "Bun",
    packages: { bun: "1.4.5" },
    templates: ["look", "program"],
    build: [],
    program: [bun, "program.js"],
  },
  {
    name: "Deno",
    packages: { deno: "2.9.6" },
    templates: ["look", "program"],
    build: [],
    program: [node, "../node_modules/deno/bin.cjs", "run", "--allow-all", "program.js"],
  },
  {
    name: "TypeScript 6",
    templates: ["types"],
    build: [
      [node, own("typescript/bin/tsc"), ...strict, "--module", "node16", "use.mts", "use.cts"],
      [node, own("typescript/bin/tsc"), ...strict, "--module", "esnext"].concat([
        "--moduleResolution",
        "bundler",
        "use.mts",
      ]),
    ],
  },
  {
    name: "TypeScript 5.4",
    packages: { typescript: "5.4.5" },
    templates: ["types"],
    build: [
      [node, "../node_modules/typescript/bin/tsc", ...strict].concat([
        "--module",
        "node16",
        "use.mts",
        "use.cts",
      ]),
    ],
  },
];

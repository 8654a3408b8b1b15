// npm run build: the native program, the WebAssembly modules, the package and the page.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, isStarted, main, root, run } from "./command.mjs";
import { chromium, compiler, emscripten, firefox, hasGoogleTest } from "./needs.mjs";
import { runSteps } from "./progress.mjs";
import { setupSteps } from "./setup.mjs";

/**
 * Makes what a purpose of needs.mjs asks for, as far as something changed: for "page" what the page
 * is made of, else all. Says how far it is.
 */
export async function build(purpose = "build") {
  await runSteps([...setupSteps(purpose), ...buildSteps(purpose)]);
}

/** The steps that make it, as {title, work}. */
export function buildSteps(purpose) {
  const modules = { title: "WebAssembly modules", work: (reach) => cmake("wasm", [], reach) };
  const lib = { title: "npm package", work: () => node(".ci/build-lib.mjs") };
  const page = { title: "page", work: () => node(".ci/build-page.mjs") };
  if (purpose === "page") return [modules, lib, page];
  const targets = purpose === "test" ? [] : ["packetglass"];
  const work = (reach) => cmake("native", targets, reach);
  return [modules, { title: "native program", work }, lib, page];
}

/**
 * Configures one of CMakePresets.json where that was not done yet, and builds targets or all.
 * `reach` is told how many of how many files are made.
 */
export async function cmake(preset, targets = [], reach = () => {}) {
  const env = toolchain();
  if (!isConfigured(preset)) {
    await run("cmake", ["--preset", preset, `-DBUILD_TESTING=${testing()}`], { env });
  }
  const only = targets.length > 0 ? ["--target", ...targets] : [];
  const onOutput = (text) => {
    const [done, of] = [...text.matchAll(NINJA_STATUS)].at(-1)?.slice(1).map(Number) ?? [];
    if (of !== undefined) reach(done, of);
  };
  await run("cmake", ["--build", "--preset", preset, ...only], { env, onOutput });
}

// What ninja says by default in front of each file.
const NINJA_STATUS = /^\[(\d+)\/(\d+)\]/gm;

// Building needs no GoogleTest: without it the tests are left out until `npm test` installs it.
function testing() {
  return hasGoogleTest() ? "ON" : "OFF";
}

// Ninja configures anew by itself when a CMakeLists.txt changes, but not when the presets do.
function isConfigured(preset) {
  const [made, cache] = ["build.ninja", "CMakeCache.txt"].map((name) =>
    join(root, "build", preset, name),
  );
  if (!existsSync(made)) return false;
  if (statSync(made).mtimeMs < statSync(join(root, "CMakePresets.json")).mtimeMs) return false;
  return new RegExp(`^BUILD_TESTING:\\w+=${testing()}$`, "m").test(readFileSync(cache, "utf8"));
}

/** Runs a script of this project with Node.js. */
export function node(script, args = [], env = {}) {
  return run(process.execPath, [join(root, script), ...args], { env });
}

/**
 * Where the programs were found, for CMake and for the tests: the variables CXX, EMSDK, CHROMIUM and
 * FIREFOX may name others than those on PATH.
 */
export function toolchain() {
  const found = { CXX: compiler(), CHROMIUM: chromium(), FIREFOX: firefox() };
  const known = Object.fromEntries(Object.entries(found).filter(([, path]) => path));
  if (!findProgram("em++")) known.PATH = `${dirname(emscripten())}:${process.env.PATH}`;
  return known;
}

if (isStarted(import.meta.url)) await main(() => build());

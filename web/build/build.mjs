// npm run build: the native program, the WebAssembly modules, the package and the page.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, isStarted, main, root, run } from "../../.ci/command.mjs";
import { chromium, compiler, emscripten, firefox, hasGoogleTest } from "../../.ci/needs.mjs";
import { runSteps } from "../../.ci/progress.mjs";
import { setupSteps } from "../../.ci/setup.mjs";

/**
 * Makes what is wanted of the table below, as far as something changed, on a machine that is made
 * ready for a purpose of needs.mjs. Says how far it is.
 */
export async function build(wanted = "build", purpose = wanted) {
  await runSteps([...setupSteps(purpose), ...buildSteps(wanted)]);
}

/** The steps that make it, as {title, work}. */
export function buildSteps(wanted) {
  return builds[wanted];
}

const native = (targets, settings) => (reach) => cmake("native", targets, reach, settings);
const modules = { title: "WebAssembly modules", work: (reach) => cmake("wasm", [], reach) };
const program = { title: "native program", work: native(["packetglass"]) };
const tests = { title: "native program and C++ tests", work: native([], { all: true }) };
// Most tests take ten minutes to compile, and are run with sanitizers anyway.
const fewTests = { title: "native program and its tests", work: native([]) };
const lib = { title: "npm package", work: () => node("web/build/build-lib.mjs") };
const page = { title: "page", work: () => node("web/build/build-page.mjs") };

// What of all is made: "page" is npm start, "build" what users get, "test" what all tests need.
const builds = {
  page: [modules, lib, page],
  build: [modules, program, lib, page],
  test: [modules, fewTests, lib, page],
  native: [tests],
  nothing: [],
};

/**
 * Configures one of CMakePresets.json where that was not done yet, and builds targets or all.
 * `reach` is called with how many of how many files are made. Natively `settings.all` asks for
 * the tests that are run with sanitizers too.
 */
export async function cmake(preset, targets = [], reach = () => {}, settings = {}) {
  const env = toolchain();
  await configure(preset, settings);
  const only = targets.length > 0 ? ["--target", ...targets] : [];
  const onOutput = (text) => {
    const [done, of] = [...text.matchAll(NINJA_STATUS)].at(-1)?.slice(1).map(Number) ?? [];
    if (of !== undefined) reach(done, of);
  };
  await run("cmake", ["--build", "--preset", preset, ...only], { env, onOutput });
}

/** Configures one of CMakePresets.json where that was not done yet. */
export async function configure(preset, settings = {}) {
  if (isConfigured(preset, settings)) return;
  const args = ["--preset", preset, `-DBUILD_TESTING=${testing()}`];
  if (preset === "native") args.push(`-D${ALL}=${settings.all ? "ON" : "OFF"}`);
  await run("cmake", args, { env: toolchain() });
}

const ALL = "PACKETGLASS_ALL_TESTS:BOOL";

// What ninja says by default in front of each file.
const NINJA_STATUS = /^\[(\d+)\/(\d+)\]/gm;

// Building needs no GoogleTest: without it the tests are left out until `npm test` installs it.
function testing() {
  return hasGoogleTest() ? "ON" : "OFF";
}

// Ninja configures anew by itself when a CMakeLists.txt changes, but not when the presets do.
function isConfigured(preset, settings) {
  const [made, cache] = ["build.ninja", "CMakeCache.txt"].map((name) =>
    join(root, "build", preset, name),
  );
  if (!existsSync(made)) return false;
  if (statSync(made).mtimeMs < statSync(join(root, "CMakePresets.json")).mtimeMs) return false;
  const text = readFileSync(cache, "utf8");
  if (settings.all && text.includes(`${ALL}=OFF`)) return false;
  return new RegExp(`^BUILD_TESTING:\\w+=${testing()}$`, "m").test(text);
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
  // Emscripten's programs are Python. One of a version manager takes longer to start than they do.
  const python = process.env.EMSDK_PYTHON ?? findProgram("/usr/bin/python3");
  const found = {
    CXX: compiler(),
    CHROMIUM: chromium(),
    FIREFOX: firefox(),
    EMSDK_PYTHON: python,
  };
  const known = Object.fromEntries(Object.entries(found).filter(([, path]) => path));
  if (!findProgram("em++")) known.PATH = `${dirname(emscripten())}:${process.env.PATH}`;
  return known;
}

if (isStarted(import.meta.url)) await main(() => build());

// npm run build: the native program, the WebAssembly module, the package and the page.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram, isStarted, main, root, run } from "./command.mjs";
import { chromium, compiler, emscripten, firefox, hasGoogleTest } from "./needs.mjs";
import { setup } from "./setup.mjs";

/** Makes all of it, as far as something changed. Quiet unless something fails. */
export async function build(purpose = "build") {
  await setup(purpose);
  console.log("Building");
  const targets = purpose === "test" ? [] : ["packetglass"];
  await Promise.all([cmake("native", targets), cmake("wasm")]);
  await node(".ci/build-lib.mjs");
  await node(".ci/build-page.mjs");
}

/** Configures one of CMakePresets.json where that was not done yet, and builds targets or all. */
export async function cmake(preset, targets = []) {
  const env = toolchain();
  if (!isConfigured(preset)) {
    await run("cmake", ["--preset", preset, `-DBUILD_TESTING=${testing()}`], { env });
  }
  const only = targets.length > 0 ? ["--target", ...targets] : [];
  await run("cmake", ["--build", "--preset", preset, ...only], { env });
}

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

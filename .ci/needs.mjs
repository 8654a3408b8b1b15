// What the project needs from the machine: THE TABLE, read by setup.mjs.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { findProgram } from "./command.mjs";

/**
 * `found` looks for the real thing and is quick; `debian` names the packages that bring it;
 * `upstream` says where it comes from elsewhere. `uses` are the purposes that need it. An optional
 * one is installed where that is possible, and elsewhere something does less and says so.
 * Purposes: "page" is npm start, "build" is all that users get.
 */
export const needs = [
  {
    what: "a C++20 compiler",
    found: compiler,
    debian: ["g++"],
    upstream: "GCC 12 or Clang 14, or newer",
    why: "builds the native program and the tests",
    uses: ["build", "test", "bench"],
  },
  {
    what: "CMake 3.24 or newer",
    found: () => atLeast(versionOf("cmake"), [3, 24]),
    debian: ["cmake"],
    upstream: "https://cmake.org",
    why: "builds everything in C++",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "Ninja",
    found: () => findProgram("ninja"),
    debian: ["ninja-build"],
    upstream: "https://ninja-build.org",
    why: "CMake's presets build with it",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "Emscripten 3.1.6 or newer",
    found: emscripten,
    debian: ["emscripten"],
    upstream: "emsdk, https://emscripten.org: em++ on PATH, or EMSDK set",
    why: "builds the WebAssembly module",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "acorn for Debian's Emscripten",
    // Debian's emcc calls acorn at -O2 and above without depending on its package.
    found: () => !isDebianEmscripten() || existsSync("/usr/share/nodejs/acorn/package.json"),
    debian: ["node-acorn"],
    upstream: "comes with emsdk",
    why: "Emscripten's optimizer parses JavaScript with it",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "flex",
    found: () => findProgram("flex"),
    debian: ["flex"],
    upstream: "https://github.com/westes/flex",
    why: "makes the scanner of libpcap's filter compiler",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "Bison",
    found: () => findProgram("bison"),
    debian: ["bison"],
    upstream: "GNU Bison 3, https://www.gnu.org/software/bison",
    why: "makes the parser of libpcap's filter compiler",
    uses: ["page", "build", "test", "bench"],
  },
  {
    what: "libpcap's headers and library",
    found: () => header("pcap/pcap.h"),
    debian: ["libpcap-dev"],
    upstream: "libpcap, https://www.tcpdump.org",
    why: "packetglass capture reads from network interfaces with it",
    uses: ["build", "test", "bench"],
  },
  {
    what: "CLI11's headers",
    found: () => header("CLI/CLI.hpp"),
    debian: ["libcli11-dev"],
    upstream: "CLI11, https://github.com/CLIUtils/CLI11",
    why: "parses the command line",
    uses: ["build", "test", "bench"],
  },
  {
    what: "nlohmann-json's headers",
    found: () => header("nlohmann/json.hpp"),
    debian: ["nlohmann-json3-dev"],
    upstream: "JSON for Modern C++, https://github.com/nlohmann/json",
    why: "writes the JSON of packetglass info",
    uses: ["build", "test", "bench"],
  },
  {
    what: "zlib's headers and library",
    found: () => header("zlib.h"),
    debian: ["zlib1g-dev"],
    upstream: "zlib, https://zlib.net",
    why: "reads and writes captures compressed by gzip",
    uses: ["build", "test", "bench"],
  },
  {
    what: "libzstd's headers and library",
    found: () => header("zstd.h"),
    debian: ["libzstd-dev"],
    upstream: "Zstandard, https://github.com/facebook/zstd",
    why: "reads and writes captures compressed by zstd",
    uses: ["build", "test", "bench"],
  },
  {
    what: "liblz4's headers and library",
    found: () => header("lz4frame.h"),
    debian: ["liblz4-dev"],
    upstream: "LZ4, https://github.com/lz4/lz4",
    why: "reads and writes captures compressed by lz4",
    uses: ["build", "test", "bench"],
  },
  {
    what: "liblzma's headers and library",
    found: () => header("lzma.h"),
    debian: ["liblzma-dev"],
    upstream: "XZ Utils, https://tukaani.org/xz",
    why: "reads and writes captures compressed by xz",
    uses: ["build", "test", "bench"],
  },
  {
    what: "libbz2's headers and library",
    found: () => header("bzlib.h"),
    debian: ["libbz2-dev"],
    upstream: "bzip2, https://sourceware.org/bzip2",
    why: "reads and writes captures compressed by bzip2",
    uses: ["build", "test", "bench"],
  },
  {
    what: "the headers and library of Brotli's decoder",
    found: () => header("brotli/decode.h"),
    debian: ["libbrotli-dev"],
    upstream: "Brotli, https://github.com/google/brotli",
    why: "decodes bodies of HTTP",
    uses: ["build", "test", "bench"],
  },
  {
    what: "PCRE2's headers and library",
    // pcre2.h wants a definition in front of it; this one is in the same package.
    found: () => header("pcre2posix.h"),
    debian: ["libpcre2-dev"],
    upstream: "PCRE2, https://www.pcre.org",
    why: "matches the regular expressions of display filters",
    uses: ["build", "test", "bench"],
  },
  {
    what: "GoogleTest",
    found: hasGoogleTest,
    debian: ["libgtest-dev"],
    upstream: "GoogleTest, https://github.com/google/googletest",
    why: "the C++ tests",
    uses: ["test"],
  },
  {
    what: "Clang and its sanitizers",
    found: hasSanitizers,
    debian: ["clang", "libclang-rt-dev"],
    upstream: "Clang 14 or newer with compiler-rt, https://clang.llvm.org",
    why: "builds the C++ tests with ASan and UBSan, and the fuzzers",
    uses: ["test"],
  },
  {
    what: "clang-format",
    found: () => findProgram("clang-format"),
    debian: ["clang-format"],
    upstream: "clang-format 14 or newer, https://clang.llvm.org",
    why: "checks the layout of the C++ sources",
    uses: ["test"],
  },
  {
    what: "Chromium",
    found: chromium,
    debian: ["chromium"],
    upstream: "Chromium or Chrome on PATH, or its path in the variable CHROMIUM",
    why: "the page is tested and measured in it",
    uses: ["test", "bench"],
  },
  {
    what: "Firefox",
    found: firefox,
    debian: ["firefox-esr"],
    upstream: "Firefox on PATH, or its path in the variable FIREFOX",
    why: "the page is tested in it too",
    uses: ["test"],
    optional: true,
  },
  {
    what: "a font",
    found: () => process.platform !== "linux" || findFont(),
    debian: ["fonts-dejavu-core"],
    upstream: "any monospaced and any sans-serif font",
    why: "a browser without fonts lays out nothing",
    uses: ["test"],
    optional: true,
  },
];

/** Path of the C++ compiler to use, or undefined when there is none that can do C++20. */
export function compiler() {
  const path = findProgram(...[process.env.CXX, "c++", "g++", "clang++"].filter(Boolean));
  return path && compiles(path, "#include <compare>\nauto order = 1 <=> 2;\n") ? path : undefined;
}

function compiles(path, source) {
  return succeeds(path, ["-std=c++20", "-fsyntax-only", "-x", "c++", "-"], source);
}

function succeeds(path, args, input) {
  try {
    execFileSync(path, args, { input, stdio: ["pipe", "ignore", "ignore"] });
    return true;
  } catch {
    return false; // The compiler says no: that is the answer.
  }
}

/** True when clang++ is there with what sanitized programs are linked with. */
function hasSanitizers() {
  const path = findProgram("clang++");
  const args = ["-x", "c++", "-", "-fsanitize=address,undefined", "-o", "/dev/null"];
  return path !== undefined && succeeds(path, args, "int main() {}\n");
}

/** True when a C++ source may include this header: known folders first, then the compiler. */
function header(name) {
  const named = [process.env.CPATH, process.env.CPLUS_INCLUDE_PATH].join(":").split(":");
  const folders = ["/usr/include", "/usr/local/include", "/opt/homebrew/include", ...named];
  if (folders.some((folder) => folder && existsSync(join(folder, name)))) return true;
  const path = findProgram(...[process.env.CXX, "c++", "g++", "clang++"].filter(Boolean));
  return path !== undefined && compiles(path, `#include <${name}>\n`);
}

/** The first dotted number a program prints for --version, as numbers; undefined without it. */
function versionOf(name) {
  const path = findProgram(name);
  if (!path) return undefined;
  return parseVersion(execFileSync(path, ["--version"], { encoding: "utf8" }));
}

function parseVersion(text) {
  return text
    .match(/\d+(\.\d+)+/)?.[0]
    .split(".")
    .map(Number);
}

function atLeast(version, floor) {
  if (!version) return false;
  const different = floor.findIndex((part, i) => (version[i] ?? 0) !== part);
  return different === -1 || (version[different] ?? 0) > floor[different];
}

/** Path of em++: on PATH, or in the emsdk that the variable EMSDK names. */
export function emscripten() {
  const sdk = process.env.EMSDK && join(process.env.EMSDK, "upstream/emscripten/em++");
  const path = findProgram("em++", ...(sdk ? [sdk] : []));
  if (!path) return undefined;
  const told = join(dirname(realpathSync(path)), "emscripten-version.txt");
  const version = existsSync(told) ? parseVersion(readFileSync(told, "utf8")) : undefined;
  return version && !atLeast(version, [3, 1, 6]) ? undefined : path;
}

/** True when the C++ tests can be compiled. */
export function hasGoogleTest() {
  return header("gtest/gtest.h");
}

function isDebianEmscripten() {
  const path = emscripten();
  return path === undefined || realpathSync(path).startsWith("/usr/share/emscripten/");
}

/** Path of Chromium, or undefined. */
export function chromium() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  return process.env.CHROMIUM ? findProgram(process.env.CHROMIUM) : findProgram(...names);
}

/** Path of Firefox, or undefined. */
export function firefox() {
  if (process.env.FIREFOX) return findProgram(process.env.FIREFOX);
  return findProgram("firefox-esr", "firefox");
}

function findFont() {
  return ["truetype", "opentype", "TTF", "dejavu"].some((kind) =>
    existsSync(join("/usr/share/fonts", kind)),
  );
}

// NOTICE.txt: the licences of everything that is bundled in the package and in the page.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { plainError, root } from "../../.ci/command.mjs";
import { emscripten } from "../../.ci/needs.mjs";

const bundled = join(root, "build/bundled");

/** Keeps which npm packages the files at `paths` are of, which a bundler put into `name`. */
export function keepBundled(name, paths) {
  mkdirSync(bundled, { recursive: true });
  writeFileSync(join(bundled, `${name}.json`), `${JSON.stringify(packagesOf(paths), null, 2)}\n`);
}

function packagesOf(paths) {
  const names = paths.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean))].sort();
}

/** Writes NOTICE.txt into these folders, of what was kept while package and page were bundled. */
export function writeNotice(folders) {
  const kept = readdirSync(bundled).map((name) => readFileSync(join(bundled, name), "utf8"));
  const names = [...new Set(kept.flatMap((list) => JSON.parse(list)))].sort();
  const text = [preface, ...names.map(packageSection), ...compiled().map(compiledSection)].join(
    "\n",
  );
  for (const folder of folders) writeFileSync(join(folder, "NOTICE.txt"), text);
}

const preface = `packetglass is under the MIT licence: see LICENSE. It contains what others have made,
under their own licences, which follow.
`;

/** The section of an npm package, whose name stands in the section's first line. */
export function packageSection(name) {
  const { version, licence } = npmPackage(name);
  return section(`${name} ${version}`, licence);
}

/** The licence's text of an installed npm package, and its version. Throws where it has none. */
export function npmPackage(name) {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw plainError(`The package ${name} is bundled and has no licence in its folder.`);
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { version, licence: readFileSync(join(folder, file), "utf8") };
}

// What Emscripten links into the WebAssembly and puts around it. Debian's leaves out most licences,
// which are here then.
function compiled() {
  const sdk = dirname(realpathSync(emscripten()));
  const own = (name) => join(root, "web/build/licences", name);
  const lib = (path) => join(sdk, "system/lib", path);
  const version = readFileSync(join(sdk, "emscripten-version.txt"), "utf8").replaceAll(
    /["\s]/g,
    "",
  );
  return [
    {
      what: `Emscripten ${version}: the JavaScript around the WebAssembly, embind, emmalloc`,
      places: [join(sdk, "LICENSE"), own("emscripten.txt")],
    },
    { what: "musl, Emscripten's C library", places: [lib("libc/musl/COPYRIGHT")] },
    {
      what: "libc++, libc++abi and compiler-rt of LLVM",
      places: [lib("libcxx/LICENSE.TXT"), own("llvm.txt")],
    },
    ...compiledLibraries().map(({ name, is, licence }) => ({
      what: `${name}: ${is}`,
      places: [licence],
    })),
  ];
}

/** The libraries that CMake compiles of their sources, and the paths of their licences. */
export function compiledLibraries() {
  return [
    {
      name: "libpcap",
      is: "the compiler of capture filters",
      licence: join(sourcesOf("libpcap"), "LICENSE"),
    },
    {
      name: "PCRE2",
      is: "regular expressions of display filters",
      licence: join(sourcesOf("pcre2"), "LICENCE"),
    },
    {
      name: "Mbed TLS",
      is: "cryptography",
      licence: join(sourcesOf("mbedtls"), "LICENSE"),
    },
    {
      name: "zlib",
      is: "the content codings gzip and deflate",
      licence: join(sourcesOf("zlib"), "LICENSE"),
    },
    {
      name: "Brotli",
      is: "the content coding br",
      licence: join(sourcesOf("brotli"), "LICENSE"),
    },
    {
      name: "Zstandard",
      is: "the content coding zstd",
      licence: join(sourcesOf("zstd"), "LICENSE"),
    },
    {
      name: "liblzma",
      is: "captures compressed by xz",
      licence: join(sourcesOf("xz"), "COPYING"),
    },
    {
      name: "bzip2",
      is: "captures compressed by bzip2",
      licence: join(sourcesOf("bzip2"), "LICENSE"),
    },
  ];
}

// Where CMake found the sources, or put them.
function sourcesOf(library) {
  const cache = readFileSync(join(root, "build/wasm/CMakeCache.txt"), "utf8");
  const named = new RegExp(`^${library.toUpperCase()}_SOURCE_DIR:PATH=(.+)$`, "m").exec(cache)?.[1];
  return named ?? join(root, "build", library, "sources");
}

function compiledSection({ what, places }) {
  const found = places.find((path) => existsSync(path));
  if (!found) throw plainError(`The licence of ${what} is not at ${places.join(" nor at ")}.`);
  return section(what, readFileSync(found, "utf8"));
}

function section(title, text) {
  return `${"=".repeat(78)}\n${title}\n${"=".repeat(78)}\n\n${text.trim()}\n`;
}

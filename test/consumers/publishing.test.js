// What npm pack makes: what is in it and what is not, and what those say who check packages.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import * as esbuild from "esbuild";
import { installed, pack, root, run, unpack } from "./project.js";

const folder = join(root, "build/consumers/packed");
let tarball;
let files;

beforeAll(async () => {
  tarball = await pack();
  rmSync(folder, { recursive: true, force: true });
  await unpack(tarball, folder);
  files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.parentPath, each.name)))
    .sort();
}, 60_000);

const read = (path) => readFileSync(join(folder, path));
const text = (path) => read(path).toString();

test("examples, changes and licences are in it, and nothing that only builds it", () => {
  const wanted = ["CHANGELOG.md", "LICENSE", "README.md", "dist/NOTICE.txt", "package.json"];
  expect(files).toEqual(expect.arrayContaining([...wanted, "web/examples/index-a-file.mjs"]));
  const places = /^(dist|web\/examples|web\/lib)\//;
  expect(files.filter((path) => !places.test(path) && !wanted.includes(path))).toEqual([]);
});

test("no WebAssembly is in it twice, but compressed in packetglass/inline", () => {
  const modules = files.filter((path) => read(path).subarray(0, 4).toString("latin1") === "\0asm");
  expect(modules).toEqual([
    "dist/bpf.wasm",
    "dist/core.wasm",
    "dist/decode.wasm",
    "dist/decompress.wasm",
    "dist/dissect.wasm",
    "dist/edit.wasm",
    "dist/regex.wasm",
    "dist/stream.wasm",
  ]);
  // gzip's magic in base64. Half a kilobyte, because as text of a Worker it would stand there too.
  const inlined = files.filter((path) => /"H4sI[\w+/]{512}/.test(text(path)));
  expect(inlined).toEqual(["dist/inline.mjs"]);
});

test("the page of the repository has the package's WebAssembly, as a site of its own needs it", () => {
  const hash = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
  const assets = join(root, "dist/page/assets");
  for (const name of readdirSync(assets).filter((each) => each.endsWith(".wasm"))) {
    const same = join(root, "dist", `${name.split("-")[0]}.wasm`);
    expect([name, hash(join(assets, name))]).toEqual([name, hash(same)]);
  }
});

describe("source maps", () => {
  const maps = () => files.filter((path) => path.endsWith(".map"));
  const isBundle = (path) => /^dist\/(decoders\/)?[\w-]+\.[cm]js$/.test(path);

  test("every bundle names its own", () => {
    const bundles = files.filter(isBundle);
    expect(bundles.length).toBeGreaterThan(20);
    for (const path of bundles) {
      expect(text(path).trimEnd()).toMatch(`\n//# sourceMappingURL=${basename(path)}.map`);
    }
    expect(maps()).toEqual(bundles.map((path) => `${path}.map`));
  });

  test("every source that one names is in the package or in the map", () => {
    for (const path of maps()) {
      const { sources, sourcesContent } = JSON.parse(text(path));
      for (const [i, source] of sources.entries()) {
        const isThere = existsSync(resolve(folder, dirname(path), source));
        expect([path, source, isThere || sourcesContent[i]?.length > 0]).toEqual([
          path,
          source,
          true,
        ]);
      }
    }
  });

  test("what goes wrong is shown where it is written", async () => {
    const script = `import("packetglass").then(({ openCapture }) => openCapture("/none.pcap"))`;
    const flags = ["--enable-source-maps", "--eval", script];
    const { stderr } = spawnSync(process.execPath, flags, { cwd: folder, encoding: "utf8" });
    expect(stderr).toMatch(/web\/lib\/[\w/-]+\.ts:\d+/);
  });
});

describe("NOTICE.txt", () => {
  const titles = (path) =>
    [...text(path).matchAll(/^={78}\n(.+)\n={78}$/gm)].map(([, title]) => title);

  test("has a section for each package that is bundled", () => {
    const sources = files
      .filter((path) => path.endsWith(".map"))
      .flatMap((path) => JSON.parse(text(path)).sources);
    const page = JSON.parse(readFileSync(join(root, "build/bundled/page.json"), "utf8"));
    const named = sources.map((source) => /.*node_modules\/((@[^/]+\/)?[^/]+)\//.exec(source)?.[1]);
    const packages = [...new Set([...named.filter(Boolean), ...page])].sort();
    expect(packages).toEqual(["fzstd", "pako", "preact", "uplot", "xxhash-wasm"]);
    const sections = titles("dist/NOTICE.txt").map((title) => title.split(" ")[0]);
    expect(sections).toEqual(expect.arrayContaining(packages));
  });

  test("and for what is compiled in", () => {
    const all = titles("dist/NOTICE.txt").join("\n");
    for (const name of [/^Emscripten \d/m, /^musl/m, /libc\+\+/, /compiler-rt/]) {
      expect(all).toMatch(name);
    }
    const licences = [
      /Rich Felker/,
      /LLVM Exceptions|LLVM exception/,
      /Emscripten authors/i,
      /Jason Miller/,
    ];
    for (const licence of licences) expect(text("dist/NOTICE.txt")).toMatch(licence);
  });

  test("is next to the page too", () => {
    expect(text("dist/page/NOTICE.txt")).toBe(text("dist/NOTICE.txt"));
  });
});

describe("who takes one name gets little more", () => {
  const program = 'import { CaptureError } from "packetglass"; console.log(CaptureError.name);';
  const stdin = { contents: program, resolveDir: root };
  const entries = [
    ["browsers", "browser", ["browser"]],
    ["Node.js", "node", ["node"]],
  ];

  test.each(entries)("of esbuild, for %s", async (_, platform, conditions) => {
    const options = { bundle: true, minify: true, write: false, format: "esm" };
    const { outputFiles } = await esbuild.build({ ...options, stdin, platform, conditions });
    expect(outputFiles[0].contents.length).toBeLessThan(2_000);
  });

  test.each(entries)("of Rollup, for %s", async (_, platform) => {
    const rollup = await installed({ rollup: "4.68.8", "@rollup/plugin-node-resolve": "16.0.3" });
    const entry = join(folder, `dist/entry-${platform}.mjs`);
    const script = `
      import { dirname, resolve } from "node:path";
      import { rollup } from "rollup";
      const load = (id) => (id === "program" ? ${JSON.stringify(program)} : null);
      const resolveId = (id, from) => {
        if (id === "program") return id;
        if (id.startsWith("node:")) return { id, external: true };
        const path = id === "packetglass" ? "${entry}" : resolve(dirname(from), id);
        return { id: path, moduleSideEffects: false };
      };
      const bundle = await rollup({ input: "program", plugins: [{ name: "own", load, resolveId }] });
      const { output } = await bundle.generate({ format: "es" });
      console.log(output[0].code.length);`;
    const flags = ["--input-type=module", "--eval", script];
    expect(Number(await run(rollup, [process.execPath, ...flags]))).toBeLessThan(4_000);
  });
});

/** A program of a package that is installed for it; skipped visibly where that cannot be had. */
async function checker(name, packages, args) {
  const there = await installed(packages).catch((error) => error);
  if (there instanceof Error) {
    return test.skip(`${name}: cannot be installed here: ${there.message.split("\n").at(-1)}`, () => {});
  }
  test(`${name} has nothing to say`, async () => {
    const program = join(there, "node_modules", args[0]);
    await run(there, [process.execPath, program, ...args.slice(1).map((each) => each())]);
  });
}

await checker("publint", { publint: "0.3.25" }, [
  "publint/src/cli.js",
  () => folder,
  () => "--strict",
]);
await checker("are-the-types-wrong", { "@arethetypeswrong/cli": "0.18.5" }, [
  "@arethetypeswrong/cli/dist/index.js",
  () => tarball,
  () => "--exclude-entrypoints",
  () => "core.wasm",
  () => "dissect.wasm",
  () => "stream.wasm",
  () => "edit.wasm",
  () => "bpf.wasm",
  () => "regex.wasm",
  () => "decode.wasm",
  () => "decompress.wasm",
]);

describe("prepack", () => {
  test("refuses with a sentence where the package cannot be built", () => {
    // Nothing is on PATH but Node.js.
    const bin = join(root, "build/consumers/only-node");
    rmSync(bin, { recursive: true, force: true });
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    const program = join(root, "web/build/prepack.mjs");
    const env = { PATH: bin, HOME: root };
    const { status, stderr } = spawnSync(process.execPath, [program], { env, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Not installed:\n {2}CMake /);
  });

  test("is what npm runs before it packs", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(scripts.prepack).toBe("node web/build/prepack.mjs");
  });
});

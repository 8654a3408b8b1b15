// The programs of README and of the package's comments, run and compiled as they stand, with the
// package as it is installed.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { fileHeader } from "../synthetic.js";
import { installed } from "./installed.js";

const root = join(import.meta.dirname, "../../..");
const project = installed();
const typescript = join(root, "node_modules/typescript/bin/tsc");
const http = readFileSync(join(root, "test/captures/dissect/http.pcap"));

const programsIn = (text) =>
  [...text.matchAll(/^```(?:js|ts)\n(.*?)^```$/gms)].map(([, program]) => program);
const commentsOf = (path) =>
  readFileSync(join(root, "web/lib", path), "utf8").replaceAll(/^ \*(?!\/) ?/gm, "");
// Where the functions are that users call.
const files = ["opening", "reading", "writing"].map((name) => `functions/${name}.ts`);
files.push("capture/decode-body.ts", "capture/field.ts", "pcap/index.ts", "worker/index.ts");

const readme = programsIn(readFileSync(join(root, "README.md"), "utf8"));
const examples = files.flatMap((path) =>
  programsIn(commentsOf(path)).map((program, i) => [`${path}, example ${i + 1}`, program]),
);
const titled = readme.map((text) => [text.match(/[^\n]*$(?=\n\n)/m)[0], text]);
const named = [...titled, ...examples];
const programs = named.map(([, text]) => text);
// What captures needs an interface, and a program that may.
const runnable = named.filter(([, text]) => !text.includes("openLive"));

// What they write and read.
const made = ["new.pcapng", "new.pcap", "short.pcap", "nobody.pcap", "both.pcapng"];
const sources = ["traffic.pcap", "client.pcap", "server.pcapng"];
const writeSources = (bytes) => {
  for (const name of sources) project.write(name, bytes);
};

/** Runs one as a program of the project; gives its exit code and what it said. */
function run(program) {
  for (const name of made) rmSync(join(project.folder, name), { force: true });
  const path = project.write("readme.mjs", program);
  const options = { cwd: project.folder, encoding: "utf8", timeout: 60_000 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [path], options);
  return { status, stdout, stderr };
}

test("there are some, and each is whole", () => {
  expect(readme.length).toBeGreaterThanOrEqual(4);
  for (const program of programs) expect(program).toMatch(/^import .* from "packetglass/m);
});

test("every function that is exported has an example, or is that of another module", () => {
  const declared =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async function|function|const) (\w+)/g;
  const functions = files.flatMap((path) => [...commentsOf(path).matchAll(declared)]);
  const bare = functions.filter(([, comment]) => !comment.includes("@example"));
  expect(functions).toHaveLength(36);
  expect(bare.filter(([, comment]) => !/As `\w+` of the package/.test(comment))).toEqual([
    expect.arrayContaining(["terminate"]),
  ]);
});

describe("with a capture of a few packets", () => {
  beforeEach(() => writeSources(http));

  test.each(runnable)("%s", (_, program) => {
    expect(run(program)).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("with a capture without packets", () => {
  beforeEach(() => writeSources(fileHeader()));

  test.each(runnable)("%s", (_, program) => {
    const { status, stderr } = run(program);
    // Who asks for the first packet learns that there is none.
    if (status !== 0) expect(stderr).toContain("RangeError: The capture has no packets.");
    else expect(stderr).toBe("");
  });
});

test.each([
  ["nodenext", "nodenext", "es2022"],
  ["esnext", "bundler", "es2022,dom"],
])(
  "compile strictly with module %s and moduleResolution %s",
  (module, resolution, lib) => {
    const files = programs.map((text, i) => project.write(`readme-${i}.mts`, text));
    const flags = ["--noEmit", "--strict", "--target", "es2022", "--lib", lib];
    flags.push("--module", module, "--moduleResolution", resolution);
    flags.push("--typeRoots", join(root, "node_modules/@types"), "--types", "node");
    const options = { cwd: project.folder, encoding: "utf8" };
    const { stdout, status } = spawnSync(
      process.execPath,
      [typescript, ...flags, ...files],
      options,
    );
    expect([stdout, status]).toEqual(["", 0]);
  },
  120_000,
);

// clang-tidy over the C++ that changed: against the commit that this branch left, or the one before.
//   node test/tidy.mjs    PACKETGLASS_BASE names another commit to compare with
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { attempt, findProgram, main, root, run } from "../.ci/command.mjs";
import { configure } from "../web/build/build.mjs";

const commands = join(root, "build/native/compile_commands.json");
const folder = join(root, "build/tidy");

async function tidy() {
  const program = findProgram("clang-tidy");
  if (!program) return skip("it is not installed");
  await configure("native"); // which says how each file is compiled
  const base = await baseCommit();
  if (!base) return skip("there is no commit to compare with");
  const files = await changedSince(base, writeCommands());
  if (files.length === 0) return console.log(`no C++ changed since ${base}`);
  const bad = (await inLanes(files, (file) => problemsIn(program, file))).filter(Boolean);
  if (bad.length === 0) return console.log(`${files.length} files that changed since ${base}`);
  console.log(bad.join("\n"));
  return 1;
}

// The runner of all tests counts what begins so as skipped.
function skip(why) {
  console.log(`skipped: clang-tidy: ${why}`);
}

/** The commit to compare with, or undefined: in an unpacked archive, or where there is only one. */
async function baseCommit() {
  const { PACKETGLASS_BASE: named, GITHUB_BASE_REF: target } = process.env;
  // All zeros is what a new branch had before it was pushed.
  if (named && !/^0+$/.test(named)) {
    const known = await commit(named);
    if (known) return known;
    console.log(`PACKETGLASS_BASE is no commit here: ${named}`); // as after a forced push
  }
  const head = await commit("HEAD");
  const lines = target
    ? [`origin/${target}`]
    : ["@{upstream}", "origin/HEAD", "origin/main", "main"];
  for (const line of lines) {
    const left = await ask(["merge-base", "HEAD", line]);
    if (left && left !== head) return left;
  }
  return commit("HEAD^1");
}

const commit = (name) => ask(["rev-parse", "--verify", "--quiet", `${name}^{commit}`]);

/** What git says in one line, or undefined. */
async function ask(args) {
  if (!findProgram("git")) return undefined;
  const { code, output } = await attempt("git", args);
  return code === 0 ? output.trim() : undefined;
}

/** Sources and headers, also those that are not committed yet; `known` are sources that are built. */
async function changedSince(base, known) {
  const changed = await run("git", ["diff", "--name-only", "--diff-filter=d", base]);
  const added = await run("git", ["ls-files", "--others", "--exclude-standard"]);
  const names = `${changed}${added}`.split("\n");
  // Headers of rooms that are not built natively would be read with the options of others. C is
  // there for libpcap's sources, in their style.
  const isHeader = (name) =>
    /^(cpp\/(?!wasm\/|filter\/bpf\/compiler\/)|test\/cpp\/).*\.h$/.test(name);
  const isSource = (name) => known.has(name) && !name.endsWith(".c");
  return names.filter((name) => isSource(name) || isHeader(name));
}

/** Keeps how files are compiled as clang can read it; returns the names of those files. */
function writeCommands() {
  const list = JSON.parse(readFileSync(commands, "utf8"));
  // A precompiled header of GCC is nothing to clang.
  const readable = list.map((each) => ({
    ...each,
    command: each.command.replace(/ -Winvalid-pch -include \S+\.hxx/, ""),
  }));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "compile_commands.json"), JSON.stringify(readable));
  return new Set(list.map(({ file }) => relative(root, file)));
}

/** What is wrong in a file, or undefined. */
async function problemsIn(program, file) {
  const { code, output } = await attempt(program, ["--quiet", "-p", folder, file]);
  return code === 0 ? undefined : output.replaceAll(/^\d+ warnings? generated\.\n/gm, "");
}

/** As many at a time as there are processors. */
async function inLanes(list, work) {
  const left = [...list];
  const results = [];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results.push(await work(next));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

await main(tidy);

// npm run fuzz -- NAME SECONDS: builds a fuzzer and runs it; "all": each of them for its share.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { findProgram, main, plainError, root } from "../../.ci/command.mjs";
import { build, cmake } from "../../web/build/build.mjs";

const folder = join(root, "test/fuzz");
const made = join(root, "build/fuzz");
const names = readdirSync(folder)
  .map((file) => /^fuzz_(\w+)\.cpp$/.exec(file)?.[1])
  .filter(Boolean);
const all = [...names, "javascript"];

const usage = `npm run fuzz -- NAME SECONDS [SEED]
Runs a fuzzer for so many seconds; with "all" every one for its share of them.
Names: ${all.join(", ")}`;

// An input that takes longer hangs, as far as users can see; the bounds say so before.
const SLOWEST = 60;
// Of the process, with what the sanitizers take; the bounds of the fuzzers are narrower.
const MOST_MEMORY = 2048;
const MOST_ALLOCATED = 256;
const READ_NO_CAPTURES = ["bpf", "decode", "evaluate", "event", "filter", "growth", "http"];
// A growing fuzzer makes megabytes of its inputs.
const LONGEST = { bpf: 4096, growth: 1024, default: 65536 };

async function fuzz() {
  const [name, seconds, seed = `${1 + Math.floor(Math.random() * 2 ** 31)}`] =
    process.argv.slice(2);
  const wanted = name === "all" ? all : [name?.replace(/^fuzz_/, "")];
  if (!wanted.every((each) => all.includes(each)) || !(Number(seconds) > 0)) {
    throw plainError(usage);
  }
  await make(wanted);
  console.log(`Seed ${seed}`);
  const share = Math.max(1, Math.round(Number(seconds) / wanted.length));
  const found = await inLanes(wanted, (each) => runOne(each, share, seed));
  const total = found.reduce((sum, { processor }) => sum + processor, 0);
  console.log(`${(total / 60).toFixed(1)} minutes of processor time`);
  return found.some(({ finding }) => finding) ? 1 : 0;
}

async function make(wanted) {
  const native = wanted.filter((name) => name !== "javascript");
  if (native.length > 0 && !findProgram("clang++")) {
    throw plainError("Fuzzers need clang++ and its libFuzzer: on Debian clang, libclang-rt-dev.");
  }
  console.log("Building");
  if (native.length > 0) {
    await cmake(
      "fuzz",
      native.map((name) => `fuzz_${name}`),
    );
  }
  if (wanted.includes("javascript") && !existsSync(join(root, "dist/index.mjs"))) await build();
}

/** As many at a time as there are processors, in their order. */
async function inLanes(list, run) {
  const left = [...list];
  const results = [];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      results.push(await run(next));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return results;
}

/** Runs a fuzzer and prints a line of it. */
async function runOne(name, seconds, seed) {
  const corpus = join(made, "corpus", name);
  mkdirSync(corpus, { recursive: true });
  const [program, args] =
    name === "javascript" ? javascript(seconds, seed) : libFuzzer(name, corpus, seconds, seed);
  const { code, output } = await ended(program, args);
  const stat = (key) => new RegExp(`stat::${key}:\\s*(.*)`).exec(output)?.[1];
  const finding = code !== 0;
  const facts = [
    `${stat("number_of_executed_units") ?? "?"} runs`,
    `corpus ${readdirSync(corpus).length}`,
    `peak ${stat("peak_rss_mb") ?? "?"} MB`,
    ...["steps", "memory"].map((what) => nearest(stat, what)),
    finding ? "FINDING" : "no finding",
  ].filter(Boolean);
  console.log(`${name.padEnd(12)} ${facts.join(", ")}`);
  if (finding) console.log(tail(output));
  return { finding, processor: Number(stat("processor_seconds") ?? 0) };
}

// How near an input came to its bound: "steps 31.0 % of their bound".
function nearest(stat, what) {
  const share = stat(`nearest_bound_of_${what}`)?.match(/^[\d.]+ %/)?.[0];
  return share && `${what} ${share} of the bound`;
}

function libFuzzer(name, corpus, seconds, seed) {
  const captures = READ_NO_CAPTURES.includes(name) ? [] : [join(root, "test/captures")];
  const seeds = [join(folder, "seeds", name), ...captures].filter(existsSync);
  const dictionary = join(folder, "dictionaries", `${dictionaryOf(name)}.dict`);
  const args = [
    `-max_total_time=${seconds}`,
    `-seed=${seed}`,
    `-max_len=${LONGEST[name] ?? LONGEST.default}`,
    `-timeout=${SLOWEST}`,
    `-rss_limit_mb=${MOST_MEMORY}`,
    `-malloc_limit_mb=${MOST_ALLOCATED}`,
    `-artifact_prefix=${made}/crash-${name}-`,
    "-print_final_stats=1",
    `-dict=${dictionary}`,
  ];
  return [join(made, `test/fuzz/fuzz_${name}`), [...args, corpus, ...seeds]];
}

// The first line of a dictionary names those that it is for.
function dictionaryOf(name) {
  const files = readdirSync(join(folder, "dictionaries"));
  const file = files.find((each) => {
    const [first] = readFileSync(join(folder, "dictionaries", each), "utf8").split("\n", 1);
    return first.split(/\W+/).includes(name);
  });
  return file.replace(/\.dict$/, "");
}

function javascript(seconds, seed) {
  const script = join(folder, "javascript/fuzz.mjs");
  const entry = join(root, "dist/index.mjs");
  return [process.execPath, [script, entry, seed, "1e9", `${seconds}`, made]];
}

/** What it printed, and its exit code. Ctrl-C ends it too: its findings are kept. */
function ended(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (chunk) => {
      // Of hours of progress only the end is of interest.
      output = (output + chunk).slice(-200_000);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

function tail(output) {
  return output.split("\n").slice(-60).join("\n");
}

await main(fuzz);

// npm test [-- SUITE [NAME]]: sets up, builds, runs suites whatever the others do, and adds up.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { attempt, isStarted, main, plainError, root } from "../.ci/command.mjs";
import { build, cmake, toolchain } from "../web/build/build.mjs";
import { check } from "./format.mjs";
import { jestTally, junitTally, sum, tally } from "./reports.mjs";

const reports = join(root, "build/test");

// Milliseconds for one test of Jest: next to a compiler that takes both cores all is slower.
const patience = 120_000;

/**
 * THE TABLE of suites. `made` is what build.mjs makes for it; `run` makes the rest, and is given the
 * NAME of the tests that are wanted, or undefined.
 */
export const suites = {
  cpp: { title: "C++", made: "native", run: ctest("native") },
  asan: { title: "C++ with ASan and UBSan", made: "nothing", run: ctest("debug") },
  lint: { title: "format and lint", made: "nothing", run: lint },
  node: { title: "Node.js", made: "build", run: jest("test/web/jest.config.js") },
  page: { title: "page", made: "build", run: jest("test/web/page/jest.config.js") },
  consumers: { title: "consumers", made: "build", run: jest("test/consumers/jest.config.js") },
};

const usage = `npm test [-- SUITE [NAME]]
Sets up, builds what the tests need, and runs every suite, or one.
  SUITE  ${Object.keys(suites).join(", ")}
  NAME   only the tests whose name has it (a regular expression; for asan a part of the name);
         lint has no names`;

// Two at a time for two cores, the long ones first: some mostly compile, others wait for browsers.
const queue = ["node", "cpp", "asan", "page", "consumers", "lint"];

async function test() {
  const [suite, name] = wanted(process.argv.slice(2));
  await build(suite ? suites[suite].made : "test", "test");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  console.log("Testing");
  const outcomes = suite
    ? [await timed(suites[suite], name)]
    : (await Promise.all([inTurn(), inTurn()])).flat();
  return summarize(outcomes);
}

/** The suite and the name that are asked for: neither of them for all tests. */
export function wanted([suite, name, ...more]) {
  const isKnown = suite === undefined || Object.hasOwn(suites, suite);
  const isNameless = suite === "lint" && name !== undefined;
  if (!isKnown || isNameless || more.length > 0) throw plainError(usage);
  return [suite, name];
}

// Runs what is first in the queue until nothing is left there.
async function inTurn() {
  const outcomes = [];
  for (let suite = queue.shift(); suite !== undefined; suite = queue.shift()) {
    outcomes.push(await timed(suites[suite]));
  }
  return outcomes;
}

async function timed({ title, run }, name) {
  const start = performance.now();
  const outcome = await run(name).catch((error) => ({
    ...tally(0, 1),
    output: error.output ?? error.stack,
  }));
  const seconds = (performance.now() - start) / 1000;
  if (outcome.failed > 0) console.log(`\n${outcome.output}`);
  const named = { name: title, seconds, ...outcome };
  console.log(line(named));
  return named;
}

/** A suite run by ctest in one of CMake's presets. */
function ctest(preset) {
  const report = join(reports, `${preset}.xml`);
  return async (name) => {
    await cmake(preset);
    const args = ["--preset", preset, "--no-tests=error", "--output-junit", report];
    args.push("--parallel", `${availableParallelism()}`);
    // Of tests that are run in parts GoogleTest chooses.
    if (name !== undefined) args.push("--tests-regex", `${name}|packetglass_tests part`);
    const env = name === undefined ? {} : { GTEST_FILTER: `*${name}*` };
    const { code, output } = await attempt("ctest", args, { env });
    return judged(code, output, report, junitTally);
  };
}

/** A suite run by Jest with one of its configurations. */
function jest(config) {
  const report = join(reports, `${config.replaceAll(/\W/g, "-")}.json`);
  return async (name) => {
    const args = ["--experimental-vm-modules", "--no-warnings", "node_modules/jest/bin/jest.js"];
    args.push("--config", config, "--json", `--outputFile=${report}`, `--testTimeout=${patience}`);
    if (name !== undefined) args.push(`--testNamePattern=${name}`);
    const { code, output } = await attempt(process.execPath, args, { env: toolchain() });
    // Tests that another name keeps from running are not what was left out.
    const read = name === undefined ? jestTally : (path) => ({ ...jestTally(path), skipped: [] });
    return judged(code, output, report, read);
  };
}

async function lint() {
  const outcomes = await check();
  const skipped = outcomes.filter((each) => each.skipped);
  const bad = outcomes.filter(({ code }) => code !== 0);
  const output = bad.map((each) => each.output).join("\n");
  const passed = outcomes.length - bad.length - skipped.length;
  return {
    ...tally(
      passed,
      bad.length,
      skipped.map((each) => each.skipped),
    ),
    output,
  };
}

/** A runner's report and its exit code must agree: one that fails without a failure crashed. */
function judged(code, output, report, read) {
  const outcome = existsSync(report) ? read(report) : tally();
  const crashed = code !== 0 && outcome.failed === 0;
  const empty = outcome.passed + outcome.failed + outcome.skipped.length === 0;
  return { ...outcome, failed: outcome.failed + (crashed || empty ? 1 : 0), output };
}

function line({ name, seconds, passed, failed, skipped }) {
  const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
  return `${failed > 0 ? "FAIL" : "ok  "}  ${name.padEnd(24)} ${counts} (${seconds.toFixed(1)} s)`;
}

function summarize(outcomes) {
  const all = sum(outcomes);
  console.log("\nSummary");
  for (const outcome of outcomes) console.log(line(outcome));
  // The C++ tests run twice, and are skipped twice.
  for (const name of new Set(all.skipped)) console.log(`skipped: ${name}`);
  console.log(`${all.passed} passed, ${all.failed} failed, ${all.skipped.length} skipped`);
  return all.failed > 0 ? 1 : 0;
}

if (isStarted(import.meta.url)) await main(test);

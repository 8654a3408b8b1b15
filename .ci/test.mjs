// npm test: sets up, builds, runs every suite whatever the others do, and adds up.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { build, cmake, toolchain } from "./build.mjs";
import { attempt, main, root } from "./command.mjs";
import { checks } from "./format.mjs";
import { jestTally, junitTally, sum, tally } from "./reports.mjs";

const reports = join(root, "build/test");

// Milliseconds for one test of Jest: beside a compiler that takes both cores all is slower.
const patience = 120_000;

async function test() {
  await build("test");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  console.log("Testing");
  // Two lanes for two cores: the C++ tests mostly compile, the others mostly wait for browsers.
  const lanes = [
    [ctest("C++", "native"), ctest("C++ with ASan and UBSan", "debug")],
    [
      lint,
      jest("Node.js", "test/web/jest.config.js"),
      jest("page", "test/web/page/jest.config.js"),
      jest("consumers", "test/consumers/jest.config.js"),
    ],
  ];
  const suites = (await Promise.all(lanes.map(inTurn))).flat();
  return summarize(suites);
}

async function inTurn(lane) {
  const outcomes = [];
  for (const suite of lane) outcomes.push(await timed(suite));
  return outcomes;
}

async function timed(suite) {
  const start = performance.now();
  const outcome = await suite().catch((error) => ({
    ...tally(0, 1),
    output: error.output ?? error.stack,
  }));
  const seconds = (performance.now() - start) / 1000;
  if (outcome.failed > 0) console.log(`\n${outcome.output}`);
  const named = { name: suite.title, seconds, ...outcome };
  console.log(line(named));
  return named;
}

/** A suite run by ctest in one of CMake's presets. */
function ctest(title, preset) {
  const report = join(reports, `${preset}.xml`);
  const args = ["--preset", preset, "--no-tests=error", "--output-junit", report];
  args.push("--parallel", `${availableParallelism()}`);
  return titled(title, async () => {
    await cmake(preset);
    const { code, output } = await attempt("ctest", args);
    return judged(code, output, report, junitTally);
  });
}

/** A suite run by Jest with one of its configurations. */
function jest(title, config) {
  const report = join(reports, `${config.replaceAll(/\W/g, "-")}.json`);
  const args = ["--experimental-vm-modules", "--no-warnings", "node_modules/jest/bin/jest.js"];
  args.push("--config", config, "--json", `--outputFile=${report}`, `--testTimeout=${patience}`);
  return titled(title, async () => {
    const { code, output } = await attempt(process.execPath, args, { env: toolchain() });
    return judged(code, output, report, jestTally);
  });
}

const lint = titled("format and lint", async () => {
  const outcomes = await Promise.all(checks().map(([program, args]) => attempt(program, args)));
  const bad = outcomes.filter(({ code }) => code !== 0);
  const output = bad.map((each) => each.output).join("\n");
  return { ...tally(outcomes.length - bad.length, bad.length), output };
});

function titled(title, suite) {
  return Object.assign(suite, { title });
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

function summarize(suites) {
  const all = sum(suites);
  console.log("\nSummary");
  for (const suite of suites) console.log(line(suite));
  // The C++ tests run twice, and are skipped twice.
  for (const name of new Set(all.skipped)) console.log(`skipped: ${name}`);
  console.log(`${all.passed} passed, ${all.failed} failed, ${all.skipped.length} skipped`);
  return all.failed > 0 ? 1 : 0;
}

await main(test);

// What test runners found, read from the files they write: JUnit XML of ctest, JSON of Jest.
import { readFileSync } from "node:fs";

/** One suite's outcome: three counts, and what was skipped by name. */
export function tally(passed = 0, failed = 0, skipped = []) {
  return { passed, failed, skipped };
}

/** The counts of several outcomes added up. */
export function sum(tallies) {
  return tallies.reduce(
    (all, each) =>
      tally(all.passed + each.passed, all.failed + each.failed, [...all.skipped, ...each.skipped]),
    tally(),
  );
}

/** Reads the file of `ctest --output-junit`. */
export function junitTally(path) {
  const cases = [...readFileSync(path, "utf8").matchAll(/<testcase name="([^"]*)"[^>]*>/g)];
  const statuses = cases.map(([tag, name]) => [name, /status="(\w+)"/.exec(tag)?.[1]]);
  const passed = statuses.filter(([, status]) => status === "run");
  const skipped = statuses.filter(([, status]) => status === "notrun" || status === "disabled");
  return tally(
    passed.length,
    statuses.length - passed.length - skipped.length,
    skipped.map(([name]) => unescaped(name)),
  );
}

function unescaped(text) {
  const characters = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => characters[name]);
}

/** Reads the file of `jest --json --outputFile`. A test file that could not run is a failure. */
export function jestTally(path) {
  const report = JSON.parse(readFileSync(path, "utf8"));
  const cases = report.testResults.flatMap((file) => file.assertionResults);
  const skipped = cases.filter((each) => each.status === "pending" || each.status === "todo");
  return tally(
    report.numPassedTests,
    report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped.map((each) => each.fullName),
  );
}

// What the first command does, and what it says meanwhile.
import { expect, jest, test } from "@jest/globals";
import { needs } from "../../.ci/needs.mjs";
import { Progress } from "../../.ci/progress.mjs";
import { buildSteps } from "../../web/build/build.mjs";
import { suites, wanted } from "../run.mjs";

/** A stream that keeps what is written to it. */
function screen(isTTY) {
  const written = [];
  return { isTTY, write: (text) => written.push(text), text: () => written.join("") };
}

async function threeOfFour(out) {
  const progress = new Progress(2, out);
  await progress.step("WebAssembly modules", async (reach) => {
    for (const done of [0, 1, 2, 3, 4]) reach(done, 4);
  });
  return out.text();
}

const titles = (purpose) => buildSteps(purpose).map(({ title }) => title);

test("the page is built without the native program", () => {
  expect(titles("page")).toEqual(["WebAssembly modules", "npm package", "page"]);
  expect(titles("build")).toContain("native program");
  expect(titles("test")).toContain("native program and its tests");
});

test("the page needs neither a native compiler nor native libraries", () => {
  const debian = needs
    .filter(({ uses }) => uses.includes("page"))
    .flatMap((need) => need.debian)
    .sort();
  expect(debian).toEqual(["bison", "cmake", "emscripten", "flex", "ninja-build", "node-acorn"]);
});

test("whatever the page needs, a build of all needs too", () => {
  for (const { what, uses } of needs.filter((need) => need.uses.includes("page"))) {
    expect([what, ...uses]).toEqual(expect.arrayContaining(["build", "test", "bench"]));
  }
});

test("a step says which of how many it is, and how far, on one line of a terminal", async () => {
  const lines = (await threeOfFour(screen(true))).split("\n");
  expect(lines).toHaveLength(2);
  const shown = lines[0].split("\r\x1b[K");
  expect(shown[1]).toBe("1/2  WebAssembly modules");
  expect(shown.slice(2, -1)).toEqual(
    [0, 1, 2, 3, 4].map((done) => `1/2  WebAssembly modules: ${done} of 4 files`),
  );
  expect(shown.at(-1)).toMatch(/^1\/2 {2}WebAssembly modules \(\d+ s\)$/);
});

test("a line is not wider than the terminal", async () => {
  const out = { ...screen(true), columns: 12 };
  await threeOfFour(out);
  for (const line of out.text().split("\n")) {
    for (const shown of line.split("\r\x1b[K")) expect(shown.length).toBeLessThan(13);
  }
});

test("a log gets a line at the quarters", async () => {
  const lines = (await threeOfFour(screen(false))).trimEnd().split("\n");
  expect(lines.slice(0, -1)).toEqual([
    "1/2  WebAssembly modules",
    ...[1, 2, 3].map((done) => `1/2  WebAssembly modules: ${done} of 4 files`),
  ]);
});

test("many files are not many lines of a log", async () => {
  const out = screen(false);
  await new Progress(1, out).step("all", async (reach) => {
    for (let done = 0; done <= 1000; done += 1) reach(done, 1000);
  });
  expect(out.text().split("\n").length).toBeLessThan(10);
});

test("a step that fails says so and hands its error on", async () => {
  const out = screen(false);
  const work = jest.fn().mockRejectedValue(new Error("no compiler"));
  await expect(new Progress(1, out).step("page", work)).rejects.toThrow("no compiler");
  expect(out.text()).toBe("1/1  page\n1/1  page: failed\n");
});

test("npm test takes a suite and a name, and refuses what is neither", () => {
  expect(wanted([])).toEqual([undefined, undefined]);
  for (const suite of ["cpp", "node", "page", "asan", "lint", "consumers"]) {
    expect(wanted([suite])).toEqual([suite, undefined]);
    expect(suites[suite].title).toMatch(/\w/);
  }
  expect(wanted(["cpp", "Udp"])).toEqual(["cpp", "Udp"]);
  for (const words of [["c++"], ["toString"], ["lint", "Udp"], ["node", "worker", "life"]]) {
    expect(() => wanted(words)).toThrow("npm test [-- SUITE [NAME]]");
  }
});

test("each suite is preceded by a build that exists", () => {
  for (const { made } of Object.values(suites)) expect(buildSteps(made)).toEqual(expect.any(Array));
});

// The rows kept near those that are looked at.
import { beforeEach, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { RowCache } = await bundled("capture/row-cache.ts");

let asked;
let failures;
let arrivals;
beforeEach(() => {
  asked = [];
  failures = [];
  arrivals = 0;
});

/** A cache of pages of ten rows; answers come when `asked[i].answer()` or `.fail()` is called. */
function cache(options = {}) {
  const fetch = (from, to) =>
    new Promise((resolve, reject) => {
      const rows = Array.from({ length: to - from }, (_, at) => `row ${from + at}`);
      asked.push({ from, to, answer: () => resolve(rows), fail: () => reject("no") });
    });
  const onRows = () => arrivals++;
  const onFailure = (reason) => failures.push(reason);
  return new RowCache({ length: 95, fetch, onRows, onFailure, rowsPerPage: 10, ...options });
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const ranges = () => asked.map(({ from, to }) => [from, to]);

async function answerAll() {
  for (let done = 0; done < asked.length; done++) {
    asked[done].answer();
    await settled();
  }
}

test("a row is there once its page has arrived", async () => {
  const rows = cache();
  expect(rows.row(7)).toBeUndefined();
  rows.want(5, 8);
  expect(ranges()).toEqual([[0, 10]]);
  await answerAll();
  expect([rows.row(0), rows.row(7), rows.row(10)]).toEqual(["row 0", "row 7", undefined]);
  expect(arrivals).toBe(1);
});

test("the last page ends with the list, and nothing is asked for beyond", () => {
  const rows = cache();
  rows.want(-20, 0);
  rows.want(88, 200);
  expect(ranges()).toEqual([
    [80, 90],
    [90, 95],
  ]);
});

test("no page is asked for twice, whether it is under way or there", async () => {
  const rows = cache();
  rows.want(0, 10);
  rows.want(0, 10);
  await answerAll();
  rows.want(0, 10);
  expect(asked.length).toBe(1);
});

test("the middle comes first, and only so many pages at once", async () => {
  const rows = cache({ fetchLimit: 2 });
  rows.want(0, 50);
  expect(ranges()).toEqual([
    [20, 30],
    [10, 20],
  ]);
  await answerAll();
  expect(ranges().slice(2)).toEqual([
    [30, 40],
    [0, 10],
    [40, 50],
  ]);
});

test("what is wanted no more is not asked for", async () => {
  const rows = cache({ fetchLimit: 1 });
  rows.want(0, 50);
  rows.want(80, 90);
  await answerAll();
  expect(ranges()).toEqual([
    [20, 30],
    [80, 90],
  ]);
});

test("pages used longest ago are forgotten", async () => {
  const rows = cache({ pageLimit: 2 });
  for (const at of [0, 10, 0, 20]) {
    rows.want(at, at + 1);
    await answerAll();
  }
  expect([rows.row(0), rows.row(10), rows.row(20)]).toEqual(["row 0", undefined, "row 20"]);
});

test("a page that failed is asked for again when it is next wanted", async () => {
  const rows = cache();
  rows.want(0, 1);
  asked[0].fail();
  await settled();
  expect(failures).toEqual(["no"]);
  rows.want(0, 1);
  expect(ranges()).toEqual([
    [0, 10],
    [0, 10],
  ]);
});

test("the last page of a list that grows is fetched again, and shown meanwhile", async () => {
  const rows = cache();
  rows.want(90, 95);
  asked[0].answer();
  await settled();
  rows.grow(120);
  expect(rows.row(94)).toBe("row 94");
  rows.want(90, 120);
  expect(ranges().slice(1).sort()).toEqual([
    [100, 110],
    [110, 120],
    [95, 100],
  ]);
  for (const { answer } of asked.slice(1)) answer();
  await settled();
  expect(rows.row(99)).toBe("row 99");
  rows.want(90, 120);
  expect(asked.length).toBe(4);
});

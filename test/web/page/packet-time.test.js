// How the list shows times, and its marks, which need no browser.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { mostDigitsOf, timeOf, timeWidths } = await bundled("list/packet-time.ts");
const { digitsOf } = await bundled("text/format-time.ts");
const { timedRows } = await bundled("list/timed-rows.ts");
const { filterOfMarks, marksFrom } = await bundled("list/marks.ts");

test.each([
  [1, 0],
  [10, 1],
  [1000, 3],
  [1024, 4],
  [1_000_000, 6],
  [1_000_000_000, 9],
  [1e12, 9],
])("a clock of %i ticks per second has %i digits", (ticksPerSecond, digits) => {
  expect(digitsOf(ticksPerSecond)).toBe(digits);
});

const evening = 1_700_006_399_987_654_321n; // 2023-11-14 23:59:59.987654321 UTC
const morning = evening + 1_000_000_000n;
const row = { number: 5, interfaceId: 0, timestamp: morning, previous: evening };
const interfaces = [{ ticksPerSecond: 1e6 }, { ticksPerSecond: 1 }];
const display = (style, more = {}) => ({
  style,
  first: evening,
  reference: undefined,
  interfaces,
  mostDigits: mostDigitsOf(interfaces),
  ...more,
});

describe("a time", () => {
  test("has its date where it is another than that before", () => {
    const title = "2023-11-15 00:00:00.987654";
    const shown = (previousShown) => timeOf({ ...row, previousShown }, display("utc"));
    expect(shown(evening)).toEqual({ date: "2023-11-15", time: "00:00:00.987654", title });
    expect(shown(undefined).date).toBe("2023-11-15");
    expect(shown(morning - 1n)).toEqual({ time: "00:00:00.987654", title });
  });

  test("has the digits of its interface, cut and not rounded", () => {
    const time = (interfaceId, style) => timeOf({ ...row, interfaceId }, display(style)).time;
    expect(time(1, "epoch")).toBe("1700006400");
    expect(time(0, "previous")).toBe("1.000000");
    expect(time(2, "epoch")).toBe("1700006400.987654321");
  });

  test("is counted from what the style says", () => {
    const reference = { index: 7, timestamp: morning + 500_000_000n };
    const time = (style, more) => timeOf(row, display(style, more)).time;
    expect(time("first")).toBe("1.000000");
    expect(time("shown")).toBe("0.000000");
    expect(time("reference")).toBe("1.000000");
    expect(time("reference", { reference })).toBe("-0.500000");
    expect(time("reference", { reference: { ...reference, index: 4 } })).toBe("*REF*");
    expect(timeOf({ ...row, timestamp: undefined }, display("first")).time).toBe("no time");
  });

  test("has room", () => {
    expect(timeWidths(display("utc"))).toEqual({ time: 15, date: 12 });
    expect(timeWidths(display("epoch")).time).toBe("1700006400.987654".length);
  });
});

/** A capture of which packet i has time 10 i, the second none; it counts the packets of which it gave columns. */
function captureOf(length) {
  let given = 0;
  const read = async (from, to) => {
    given += to - from;
    const of = (make) => Array.from({ length: to - from }, (_, i) => make(from + i));
    return {
      from,
      to,
      timestamp: of((i) => BigInt(10 * i)),
      hasTimestamp: of((i) => Number(i !== 1)),
      interface: of((i) => i % 3),
    };
  };
  return { length, columns: { read }, given: () => given };
}

test.each([
  ["all", [0, 1, 2, 3, 4], 0],
  ["far apart", [7, 100_000, 200_000, 200_001], 0],
  ["from the middle", [7, 2000, 2001, 90_000], 2],
])("rows know the packets before them: %s", async (_, indices, from) => {
  const capture = captureOf(300_000);
  const listing = {
    rows: async (a, b) => indices.slice(a, b).map((i) => ({ number: i + 1 })),
    packets: async (a, b) => Uint32Array.from(indices.slice(a, b)),
  };
  const time = (i) => (i === undefined || i < 0 || i === 1 ? undefined : BigInt(10 * i));
  const rows = await timedRows(capture, listing, from, indices.length);
  expect(rows).toEqual(
    indices.slice(from).map((i, at) => ({
      number: i + 1,
      interfaceId: i % 3,
      previous: time(i - 1),
      previousShown: time(indices[from + at - 1]),
    })),
  );
  expect(capture.given()).toBeLessThan(5000);
});

test("marks are walked in order and around the ends", () => {
  const marks = new Set([9, 3, 5]);
  expect(marksFrom(marks, 3, 1)).toEqual([5, 9, 3]);
  expect(marksFrom(marks, 4, -1)).toEqual([3, 9, 5]);
  expect(marksFrom(marks, undefined, 1)).toEqual([3, 5, 9]);
  expect(marksFrom(marks, undefined, -1)).toEqual([9, 5, 3]);
});

test("marks are saved by their numbers, those behind one another as ranges", () => {
  expect(filterOfMarks(new Set([0]))).toBe("frame.number in {1}");
  expect(filterOfMarks(new Set([8, 2, 3, 0, 9, 10]))).toBe("frame.number in {1, 3..4, 9..11}");
});

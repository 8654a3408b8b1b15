// The arithmetic of scrolling, which needs no browser.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const {
  clampTopRow,
  edgeZone,
  lastTopRow,
  scrollTopAt,
  spacerHeight,
  tallestSpacer,
  topRowAfter,
  topRowAt,
  topRowShowing,
} = await bundled("parts/virtual-scroll.ts");

const rowHeight = 24;
const viewport = 600; // 25 rows
const extentOf = (rowCount) => ({ rowCount, rowHeight, viewport });
const small = extentOf(1000);
const large = extentOf(10_000_000);
const endOf = (extent) => spacerHeight(extent) - viewport;

const counts = [0, 1, 24, 25, 26, 1000, 166_666, 166_667, 170_000, 10_000_000, 100_000_000];

describe.each(counts)("%i rows", (rowCount) => {
  const extent = extentOf(rowCount);
  const end = Math.max(0, endOf(extent));

  test("the spacer is as tall as the rows, up to the tallest", () => {
    expect(spacerHeight(extent)).toBe(Math.min(rowCount * 24, 4_000_000));
    expect(tallestSpacer).toBe(4_000_000);
  });

  test("the ends of the scroll bar are the ends of the rows", () => {
    expect(lastTopRow(extent)).toBe(Math.max(0, rowCount - 25));
    expect(topRowAt(extent, 0)).toBe(0);
    expect(topRowAt(extent, end)).toBeCloseTo(lastTopRow(extent), 6);
    expect(scrollTopAt(extent, 0)).toBe(0);
    expect(scrollTopAt(extent, lastTopRow(extent))).toBeCloseTo(end, 6);
  });

  test("scroll position and row are inverse and rise together", () => {
    let before = -1;
    for (let part = 0; part <= 1000; part++) {
      const scrollTop = (end * part) / 1000;
      const topRow = topRowAt(extent, scrollTop);
      expect(Math.abs(scrollTopAt(extent, topRow) - scrollTop)).toBeLessThan(1e-6);
      if (end > 0) expect(topRow).toBeGreaterThan(before);
      before = topRow;
    }
  });
});

test("without scaling a pixel of the scroll bar is a pixel of rows", () => {
  for (const scrollTop of [0, 1, 24, 12_345, 23_400]) {
    expect(topRowAt(small, scrollTop)).toBeCloseTo(scrollTop / 24, 9);
  }
});

test("near both ends of many rows a pixel is a pixel", () => {
  expect(topRowAt(large, edgeZone) - topRowAt(large, edgeZone - 24)).toBeCloseTo(1, 6);
  const end = endOf(large);
  expect(topRowAt(large, end) - topRowAt(large, end - 240)).toBeCloseTo(10, 6);
});

describe("after the scroll position changed", () => {
  const middle = { topRow: 5_000_000.5, scrollTop: 2_000_000 };

  test.each([1, -1, 24, 120, -120, 599, -599])("by %i: exactly so many pixels", (moved) => {
    const next = topRowAfter(large, middle, middle.scrollTop + moved);
    expect(next).toBe(middle.topRow + moved / 24);
  });

  test("small movements add up exactly however many there are", () => {
    let position = middle;
    for (let i = 0; i < 1000; i++) {
      const scrollTop = position.scrollTop + 48;
      position = { topRow: topRowAfter(large, position, scrollTop), scrollTop };
    }
    expect(position.topRow).toBe(middle.topRow + 2000);
  });

  test.each([3_000_000, 1_000_000, 200_000, 3_900_000])("far to %i: what the bar shows", (to) => {
    expect(topRowAfter(large, middle, to)).toBe(topRowAt(large, to));
  });

  test("the ends are reached whatever the row was before", () => {
    expect(topRowAfter(large, { topRow: 700, scrollTop: 10 }, 0)).toBe(0);
    const end = endOf(large);
    const before = { topRow: 9_000_000, scrollTop: end - 20 };
    expect(topRowAfter(large, before, end)).toBe(lastTopRow(large));
    expect(topRowAfter(large, before, end - 0.5)).toBe(lastTopRow(large));
  });

  test("never beyond the ends", () => {
    expect(topRowAfter(large, { topRow: 1, scrollTop: 1000 }, 500)).toBe(0);
    const last = lastTopRow(large);
    const before = { topRow: last - 1, scrollTop: 2_000_000 };
    expect(topRowAfter(large, before, 2_000_500)).toBe(last);
  });
});

describe("showing a row", () => {
  test.each([
    [100, "in sight: nothing moves", 110, 100],
    [100, "just above", 99, 99],
    [100, "just below", 125, 101],
    [100, "far below: in the middle", 500, 488],
    [500, "far above: in the middle", 100, 88],
    [500, "first", 0, 0],
    [0, "last", 999, 975],
  ])("from %i, %s", (topRow, _, row, expected) => {
    expect(topRowShowing(small, topRow, row)).toBe(expected);
  });

  test("the row is whole in sight from wherever", () => {
    for (const topRow of [0, 0.5, 33.3, 974.9]) {
      for (const row of [0, 1, 24, 25, 26, 58, 59, 500, 998, 999]) {
        const shown = topRowShowing(small, topRow, row);
        expect(shown).toBeLessThanOrEqual(row);
        expect(shown + 25).toBeGreaterThanOrEqual(row + 1);
      }
    }
  });
});

test("a row number is kept between the ends", () => {
  expect([-1, 0, 5, 975, 976].map((topRow) => clampTopRow(small, topRow))).toEqual([
    0, 0, 5, 975, 975,
  ]);
  expect(clampTopRow(extentOf(3), 2)).toBe(0);
});

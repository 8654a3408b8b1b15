// Filters made of what is shown.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { filterOfCell, filterOfField, joined, quoted } = await bundled("filter/filter-text.ts");

describe("times", () => {
  test.each([
    [0n, "1970-01-01T00:00:00.000000000Z"],
    [1_700_000_000_123_456_789n, "2023-11-14T22:13:20.123456789Z"],
    [-1n, "1969-12-31T23:59:59.999999999Z"],
    [-1_500_000_000n, "1969-12-31T23:59:58.500000000Z"],
  ])("a date of %s", (value, text) => {
    expect(filterOfField({ name: "frame.time", value }, "absolute_time")).toBe(
      `frame.time == "${text}"`,
    );
  });

  test.each([
    [1_700_000_000_123_456_789n, "1700000000.123456789"],
    [-1n, "-0.000000001"],
    [-1_500_000_000n, "-1.500000000"],
  ])("seconds of %s", (value, text) => {
    const field = { name: "frame.time_delta", value };
    expect(filterOfField(field, "relative_time")).toBe(`frame.time_delta == ${text}`);
    expect(filterOfCell("time", { timestamp: value })).toBe(`frame.time_epoch == ${text}`);
  });

  test("a packet without a time has no filter", () => {
    expect(filterOfCell("time", {})).toBeUndefined();
  });
});

test.each([
  ["only", "tcp"],
  ["not", "not tcp"],
  ["and", "(ip or arp) and tcp"],
  ["or", "(ip or arp) or tcp"],
  ["and not", "(ip or arp) and not tcp"],
])("%s", (joint, text) => {
  expect(joined("ip or arp", "tcp", joint)).toBe(text);
});

test("texts are quoted", () => {
  expect(quoted('a "b"\\\n\t')).toBe('"a \\"b\\"\\\\\\n\\t"');
});

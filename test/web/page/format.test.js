// Times and numbers as text.
import { expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { formatDuration, formatSeconds, formatUtc } = await bundled("text/format-time.ts");
const { formatCount, formatQuantity, formatSize } = await bundled("text/format-number.ts");

test.each([
  [0n, "1970-01-01 00:00:00.000000000"],
  [1n, "1970-01-01 00:00:00.000000001"],
  [-1n, "1969-12-31 23:59:59.999999999"],
  [-1_000_000_000n, "1969-12-31 23:59:59.000000000"],
  [1_700_000_000_123_456_789n, "2023-11-14 22:13:20.123456789"],
  [951_782_400_000_000_000n, "2000-02-29 00:00:00.000000000"],
  [4_294_967_295_999_999_999n, "2106-02-07 06:28:15.999999999"],
  [2n ** 63n - 1n, "2262-04-11 23:47:16.854775807"],
  [-(2n ** 63n), "1677-09-21 00:12:43.145224192"],
])("%s nanoseconds since 1970 in UTC", (timestamp, text) => {
  expect(formatUtc(timestamp)).toBe(text);
});

test.each([
  [5n, 5n, "0.000000000"],
  [6n, 5n, "0.000000001"],
  [5n, 6n, "-0.000000001"],
  [0n, 1_500_000_000n, "-1.500000000"],
  [1_700_000_001_000_000_001n, 1_700_000_000_000_000_002n, "0.999999999"],
  [2n ** 63n - 1n, 0n, "9223372036.854775807"],
  [-(2n ** 63n), 2n ** 63n - 1n, "-18446744073.709551615"],
])("%s since %s in seconds", (timestamp, origin, text) => {
  expect(formatSeconds(timestamp, origin)).toBe(text);
});

test.each([
  [0n, "0.000000000 s"],
  [59_999_999_999n, "59.999999999 s"],
  [60_000_000_000n, "01:00.000000000"],
  [3_599_000_000_001n, "59:59.000000001"],
  [3_723_000_000_000n, "1:02:03.000000000"],
  [86_399_999_999_999n, "23:59:59.999999999"],
  [172_801_000_000_000n, "2 d 00:00:01.000000000"],
])("%s nanoseconds long", (elapsed, text) => {
  expect(formatDuration(elapsed)).toBe(text);
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [9994, "9.99 kB"],
  [9996, "10.0 kB"],
  [99_940, "99.9 kB"],
  [99_960, "100 kB"],
  [999_499, "999 kB"],
  [999_500, "1.00 MB"],
  [160_000_024, "160 MB"],
  [4 * 2 ** 40, "4.40 TB"],
])("%i bytes", (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test("counts", () => {
  expect(formatCount(10_000_000)).toBe("10,000,000");
  expect(formatCount(2n ** 64n)).toBe("18,446,744,073,709,551,616");
  expect([0, 1, 2000].map((count) => formatQuantity(count, "packet"))).toEqual([
    "0 packets",
    "1 packet",
    "2,000 packets",
  ]);
});

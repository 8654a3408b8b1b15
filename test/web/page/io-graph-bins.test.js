// Packets counted by intervals: exact at their edges, across gaps, before 1970, without times; work is linear.
import { expect, test } from "@jest/globals";
import { checkFilter, openCapture } from "packetglass";
import { pcap } from "../synthetic.js";
import { bundled } from "./bundled.js";

const { Bins } = await bundled("graph/bins.ts");
const { countPackets, suitedInterval } = await bundled("graph/count-packets.ts");
const { automaticInterval, formatInterval, intervals } = await bundled("graph/intervals.ts");
const { aligned, binAt, csvOf, filterOfRange, formatStart, peaksOf, pointsOf } =
  await bundled("graph/graph.ts");
const { formatTick, formatValue, valueIn } = await bundled("graph/units.ts");
const { moved, rangeOf } = await bundled("graph/graph-cursor.ts");

const second = 1_000_000_000n;
const year = 365n * 86_400n * second;

/** Columns of packets with these times, undefined for none, of 100 bytes each. */
const columnsOf = (times, from = 0) => ({
  from,
  timestamp: BigInt64Array.from(times, (time) => time ?? 0n),
  hasTimestamp: Uint8Array.from(times, (time) => (time === undefined ? 0 : 1)),
  originalLength: Uint32Array.from(times, () => 100),
});

const binned = (times, interval, most) => {
  const bins = new Bins(interval, most);
  bins.add({ columns: columnsOf(times) });
  return bins;
};

const listed = (bins) => bins.sorted().map(({ start, packets, first }) => [start, packets, first]);

const graphOf = (bins) => ({ interval: bins.interval, bins: bins.sorted() });

test("an interval has its first nanosecond and not that of the next", () => {
  const bins = binned([0n, 1n, second - 1n, second, 2n * second - 1n, 2n * second], second);
  expect(listed(bins)).toEqual([
    [0n, 3, 0],
    [second, 2, 3],
    [2n * second, 1, 5],
  ]);
  expect(bins.sorted()[0].bytes).toBe(300);
});

test("times before 1970 are in intervals that end later", () => {
  expect(listed(binned([-1n, -second, -second - 1n, 0n], second))).toEqual([
    [-2n * second, 1, 2],
    [-second, 2, 0],
    [0n, 1, 3],
  ]);
});

test("the whole range of times is exact", () => {
  const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
  expect(listed(binned([least, most, most], 1_000_000n))).toEqual([
    [-9_223_372_036_855_000_000n, 1, 0],
    [9_223_372_036_854_000_000n, 2, 1],
  ]);
});

test("ten idle years are two intervals, and one zero in the plot", () => {
  const bins = binned([0n, 10n * year, 10n * year + 1n], 1_000_000n);
  expect(listed(bins)).toEqual([
    [0n, 1, 0],
    [10n * year, 2, 1],
  ]);
  expect(pointsOf(graphOf(bins), [], "packets", { origin: 0n, columns: 100 })).toEqual({
    x: [0, 0.001, 315_360_000, 315_360_000.001],
    values: [[1, 0, 2, 0]],
  });
});

test("a plot has as many columns as it can show, each with its highest interval", () => {
  const times = Array.from({ length: 1000 }, (_, i) => BigInt(i) * second);
  times.push(500n * second, 5000n * second);
  const graph = graphOf(binned(times, second));
  const some = graph.bins.filter(({ start }) => start === 7n * second);
  const series = [{ filter: "a", bins: aligned(graph, some) }];
  const { x, values } = pointsOf(graph, series, "packets", { origin: 0n, columns: 100 });
  // 5001 s on 100 columns are 51 s each: 20 with packets, a gap, the last, its end.
  expect(x).toEqual([...Array.from({ length: 20 }, (_, i) => i * 51), 1020, 4998, 5049]);
  expect(values[0]).toEqual([...x.slice(0, 20).map((at) => (at === 459 ? 2 : 1)), 0, 1, 0]);
  expect(values[1]).toEqual(x.map((at) => (at === 0 ? 1 : 0)));
});

test("packets without a time are in no interval, and those out of order are counted", () => {
  const bins = binned([5n, undefined, 3n, 4n, undefined, 2n * second, 1n], second);
  expect(listed(bins)).toEqual([
    [0n, 4, 0],
    [2n * second, 1, 5],
  ]);
  expect([bins.packets, bins.withoutTime, bins.outOfOrder]).toEqual([7, 2, 2]);
});

test("too many intervals become longer ones, each of whole ones, and lose nothing", () => {
  const times = Array.from({ length: 40 }, (_, i) => BigInt(i) * 1_000_000n);
  const bins = binned([...times].reverse(), 1_000_000n, 8);
  expect(bins.interval).toBe(10_000_000n);
  expect(listed(bins)).toEqual([0, 1, 2, 3].map((i) => [BigInt(i) * 10_000_000n, 10, 30 - 10 * i]));
});

test("the lowest index leads to an interval, in whatever order it was found", () => {
  const bins = new Bins(second);
  const columns = columnsOf([1n, second, 2n, second + 1n], 10);
  bins.add({ columns, packets: Uint32Array.of(11, 12, 13) });
  expect(listed(bins)).toEqual([
    [0n, 1, 12],
    [second, 2, 11],
  ]);
});

test.each([
  [0n, 1000, 1000n],
  [second, 1000, 2_000_000n],
  [second - 1n, 1000, 1_000_000n],
  [3600n * second, 1200, 5n * second],
  [10n * year, 1400, 5n * 86_400n * second],
])("the automatic interval of %s ns on %s pixels is %s ns", (span, pixels, interval) => {
  expect(automaticInterval(span, pixels)).toBe(interval);
});

test("an automatic interval has one pixel to three, and a bit", () => {
  for (let span = 2_000_000n; span < 500n * year; span = (span * 13n) / 10n) {
    const pixels = (Number(automaticInterval(span, 1000)) / Number(span)) * 1000;
    expect(pixels).toBeGreaterThan(1);
    expect(pixels).toBeLessThan(3.1);
  }
});

test("intervals are named", () => {
  const chosen = intervals.filter(({ length }) => length !== undefined);
  expect(chosen.map(({ length }) => formatInterval(length))).toEqual(
    chosen.map(({ label }) => label),
  );
});

test("units", () => {
  const bin = { start: 0n, packets: 30, bytes: 4000, first: 0 };
  const all = ["packets/s", "bits/s", "packets", "bytes"];
  expect(all.map((unit) => valueIn(bin, 100_000_000n, unit))).toEqual([300, 320_000, 30, 4000]);
  expect(all.map((unit) => valueIn(undefined, second, unit))).toEqual([0, 0, 0, 0]);
  expect([0, 0.25, 999, 1500, 2e7].map(formatTick)).toEqual(["0", "0.25", "999", "1.5k", "20M"]);
  expect(formatValue(1234.6, "bits/s")).toBe("1,235 bits/s");
});

test("peaks, the earlier first where they are as high; the interval at a time", () => {
  const counts = [3, 9, 1, 9, 4];
  const times = counts.flatMap((count, i) => new Array(count).fill(BigInt(i) * second));
  const graph = graphOf(binned(times, second));
  expect(peaksOf(graph, "packets", 3)).toEqual([1, 3, 4]);
  expect(peaksOf(graph, "packets", 9)).toHaveLength(5);
  expect([-1n, 0n, second - 1n, 99n * second].map((time) => binAt(graph, time))).toEqual([
    -1, 0, 0, 4,
  ]);
});

test("a start has the digits of its interval", () => {
  expect(formatStart(1_500_000_000n, 100_000_000n)).toBe("1970-01-01 00:00:01.500");
  expect(formatStart(second, second)).toBe("1970-01-01 00:00:01");
});

test("keys move the cursor, with Shift they select", () => {
  const key = (name, shiftKey = false) => ({ key: name, shiftKey });
  expect(moved(undefined, key("ArrowRight"), 5)).toEqual({ at: 0 });
  expect(moved({ at: 4 }, key("ArrowRight"), 5)).toEqual({ at: 4 });
  expect(moved({ at: 0 }, key("End"), 5)).toEqual({ at: 4 });
  const selecting = moved(moved({ at: 3 }, key("ArrowLeft", true), 5), key("ArrowLeft", true), 5);
  expect(rangeOf(selecting)).toEqual([1, 3]);
  expect(rangeOf(moved(selecting, key("ArrowLeft"), 5))).toBeUndefined();
  expect(moved(undefined, key("a"), 5)).toBeUndefined();
  expect(moved(undefined, key("Home"), 0)).toBeUndefined();
});

const signal = new AbortController().signal;

const timesAt = (seconds) =>
  pcap(seconds.map((at) => ({ seconds: at, fraction: 0, payload: new Uint8Array(60) })));

test("the filter of a range finds the packets of its intervals, and no other", async () => {
  const capture = await openCapture(timesAt([5, 6, 7, 8, 9, 7]), { summary: true });
  const counting = { capture, listing: capture.all, end: capture.length, signal };
  const graph = graphOf(await countPackets(counting, second));
  const filter = filterOfRange(graph, 1, 2);
  expect(filter).toBe("frame.time_epoch >= 6.000000000 and frame.time_epoch <= 7.999999999");
  expect([...(await capture.filter(filter)).packets()]).toEqual([1, 2, 5]);
  const early = filterOfRange(graphOf(binned([-1n], second)), 0, 0);
  expect(await checkFilter(early)).toEqual({ warnings: [] });
  capture.close();
});

test("the packets of a listing are counted, and its span suits the interval", async () => {
  const seconds = Array.from({ length: 1000 }, (_, i) => i);
  const capture = await openCapture(timesAt(seconds), { summary: true });
  const listing = await capture.filter("frame.number > 100 and frame.number <= 111");
  const counting = { capture, listing, end: capture.length, signal };
  const bins = await countPackets(counting, 4n * second);
  expect(listed(bins)).toEqual([
    [100n * second, 4, 100],
    [104n * second, 4, 104],
    [108n * second, 3, 108],
  ]);
  expect(await suitedInterval(counting, 100)).toBe(200_000_000n);
  capture.close();
});

/** A capture that counts what is read of it: a packet in each second. */
function counted(length) {
  const work = { reads: 0, columns: 0, most: 0 };
  const read = (from, to) => {
    work.reads += 1;
    work.columns += to - from;
    work.most = Math.max(work.most, to - from);
    const times = Array.from({ length: to - from }, (_, i) => BigInt(from + i) * second);
    return columnsOf(times, from);
  };
  return { work, capture: { all: {}, length, columns: { read } } };
}

const every = (step, length) => ({
  length: Math.ceil(length / step),
  packets: (from, to) =>
    Uint32Array.from(
      { length: Math.min(to, Math.ceil(length / step)) - from },
      (_, i) => (from + i) * step,
    ),
});

test.each([100_000, 200_000, 400_000])("%s packets are read once, in slices", async (length) => {
  const { work, capture } = counted(length);
  const bins = await countPackets({ capture, listing: capture.all, end: length, signal }, second);
  expect(work).toEqual({ reads: Math.ceil(length / 32_768), columns: length, most: 32_768 });
  expect(bins.packets).toBe(length);
  expect(bins.sorted().length).toBeLessThanOrEqual(16_384);
  for (const step of [1, 7, 50_000]) {
    const some = counted(length);
    const listing = every(step, length);
    const chosen = { capture: some.capture, listing, end: length, signal };
    const found = await countPackets(chosen, second);
    expect(found.packets).toBe(Math.ceil(length / step));
    expect(some.work.columns).toBeLessThanOrEqual(length);
    expect(some.work.most).toBeLessThanOrEqual(32_768);
  }
});

test("no more is read once it is not wanted", async () => {
  const { work, capture } = counted(100_000);
  const stop = new AbortController();
  stop.abort();
  const counting = { capture, listing: capture.all, end: 100_000, signal: stop.signal };
  await expect(countPackets(counting, second)).rejects.toThrow("aborted");
  expect(work.reads).toBe(0);
});

test("CSV has packets and bytes of each series, with its filter quoted", () => {
  const graph = graphOf(binned([0n, second, second], second));
  const filter = 'dns.qry.name == "a"';
  const [, one] = graph.bins;
  const series = [{ filter, bins: aligned(graph, [{ ...one, packets: 1, bytes: 100 }]) }];
  const quoted = 'dns.qry.name == ""a""';
  expect(csvOf(graph, series).split("\r\n")).toEqual([
    `"start (UTC)","frame.time_epoch","interval (s)","shown packets: packets","shown packets: bytes","${quoted}: packets","${quoted}: bytes"`,
    "1970-01-01 00:00:00.000000000,0.000000000,1.000000000,1,100,0,0",
    "1970-01-01 00:00:01.000000000,1.000000000,1.000000000,2,200,1,100",
    "",
  ]);
});

// Ranges of columns: exact, the caller's own, and small in memory.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { expectSameColumns } from "./same-columns.js";
import { expectedColumns, packets, pcap } from "./synthetic.js";

describe("a range of columns", () => {
  const written = packets(70_000, { payloadLimit: 5 });
  const expected = expectedColumns(written);
  let capture;
  beforeAll(async () => {
    capture = await openCapture(pcap(written));
  });
  afterAll(() => capture.close());

  const between = (from, to) => ({
    from,
    to,
    timestamp: expected.timestamp.slice(from, to),
    offset: expected.offset.slice(from, to),
    capturedLength: expected.capturedLength.slice(from, to),
    originalLength: expected.originalLength.slice(from, to),
    interface: expected.interface.slice(from, to),
  });

  test.each([
    [0, 0],
    [0, 1],
    [127, 129],
    [1, 65_537],
    [65_535, 65_537],
    [4_000, 69_999],
    [69_999, 70_000],
    [70_000, 70_000],
  ])("from %i to %i", (from, to) => {
    expectSameColumns(capture.columns.read(from, to), between(from, to));
  });

  test("goes to the end when only its start is given", () => {
    expectSameColumns(capture.columns.read(69_000), between(69_000, 70_000));
  });

  test("belongs to the caller", () => {
    const range = capture.columns.read(0, 2);
    range.timestamp.fill(0n);
    range.interface.fill(9);
    expectSameColumns(capture.columns.read(0, 2), between(0, 2));
  });

  test("stays as it is while memory grows and after closing", async () => {
    const early = await openCapture(pcap(written.slice(0, 10)));
    const range = early.columns.read();
    const others = [];
    for (let i = 0; i < 40; i += 1) others.push(await openCapture(pcap(written.slice(0, 10_000))));
    early.close();
    for (const other of others) other.close();
    expectSameColumns(range, between(0, 10));
  });

  test.each([
    ["from", -1, 5],
    ["from", 0.5, 1],
    ["from", Number.NaN, 1],
    ["to", 0, -1],
    ["to", 0, 70_000.5],
  ])("%s is refused when negative or fractional: %p, %p", (name, from, to) => {
    expect(() => capture.columns.read(from, to)).toThrow(RangeError);
    expect(() => capture.columns.read(from, to)).toThrow(new RegExp(`^${name} must be`));
  });

  test.each([
    ["from", "1", 2],
    ["from", 1n, 2],
    ["to", 1, "2"],
    ["to", 1, null],
  ])("%s is refused when it is no number", (name, from, to) => {
    expect(() => capture.columns.read(from, to)).toThrow(TypeError);
    expect(() => capture.columns.read(from, to)).toThrow(new RegExp(`^${name} must be`));
  });

  test.each([[-1], [70_000], [1.5], [Number.NaN]])("packet(%p) is refused", async (i) => {
    await expect(capture.packet(i)).rejects.toThrow(RangeError);
    await expect(capture.packet(i)).rejects.toThrow(/^i must be/);
  });

  test("packet() is refused what is no number", async () => {
    await expect(capture.packet("0")).rejects.toThrow(TypeError);
    await expect(capture.packet()).rejects.toThrow(TypeError);
  });
});

test("100,000 packets are all there", async () => {
  const written = packets(100_000);
  const capture = await openCapture(pcap(written));
  expect(capture.length).toBe(100_000);
  expectSameColumns(capture.columns.read(), expectedColumns(written));
  const last = await capture.packet(99_999);
  expect([last.number, last.bytes]).toEqual([100_000, written[99_999].payload]);
  capture.close();
});

// Memory comes in pieces, so that only a large capture shows what a packet takes.
test("the index takes at most 6 bytes for each packet of an ordinary capture", async () => {
  const payload = new Uint8Array(400);
  const ordinary = Array.from({ length: 200_000 }, (_, i) => ({
    seconds: 1_700_000_000 + Math.floor(i / 5000),
    fraction: (i % 5000) * 200 + ((i * 7919) % 200),
    payload: payload.subarray(0, 60 + ((i * 7919) % 340)),
  }));
  const capture = await openCapture(pcap(ordinary));
  expect(capture.length).toBe(200_000);
  expect(capture.columns.memory / 200_000).toBeLessThanOrEqual(6);
  capture.close();
});

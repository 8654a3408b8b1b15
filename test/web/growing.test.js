// Captures that are usable while they are read.
import { appendFileSync, truncateSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { openCapture as openInWorker } from "packetglass/worker";
import { datagrams } from "./datagrams.js";
import { scratch } from "./scratch.js";
import { fileHeader, join, pcap, record } from "./synthetic.js";

const file = scratch();
const records = datagrams(300).map((packet) => record(packet));
const part = (from, to) => join(records.slice(from, to));

/** A stream that gives a part of a capture whenever it is asked to. */
function source() {
  let give;
  const stream = new ReadableStream({
    start(controller) {
      give = controller;
    },
  });
  return {
    stream,
    give: (bytes) => give.enqueue(bytes),
    end: () => give.close(),
    fail: (reason) => give.error(reason),
  };
}

describe.each([
  ["this thread", openCapture],
  ["a Worker", openInWorker],
])("a growing capture in %s", (kind, open) => {
  test("has packets before its end, and more later", async () => {
    const { stream, give, end } = source();
    const opening = open(stream, { growing: true, summary: true });
    give(join([fileHeader(), part(0, 100)]));
    const capture = await opening;
    expect([capture.length, capture.growing, capture.all.growing]).toEqual([100, true, true]);
    expect((await capture.rows(98, 200)).map(({ number }) => number)).toEqual([99, 100]);
    expect((await capture.layers(99)).layers.length).toBeGreaterThan(0);
    const before = await capture.conversations("udp");

    const more = capture.grown();
    give(part(100, 200));
    expect([await more, capture.length]).toEqual([true, 200]);
    expect(await capture.grown(150)).toBe(true); // there already
    expect((await capture.all.rows(199)).map(({ number }) => number)).toEqual([200]);
    const after = await capture.conversations("udp");
    const sum = (list) => list.reduce((all, row) => all + row.packetsAB + row.packetsBA, 0);
    expect([sum(before), sum(after)]).toEqual([100, 200]);

    const last = capture.grown();
    give(part(200, 300));
    end();
    expect(await last).toBe(true);
    expect([await capture.grown(), capture.length, capture.growing]).toEqual([false, 300, false]);
    await capture.close();
  });

  test("keeps what was read where its source fails", async () => {
    const { stream, give, fail } = source();
    const opening = open(stream, { growing: true });
    give(join([fileHeader(), part(0, 100)]));
    const capture = await opening;
    const more = capture.grown();
    fail(new Error("mine"));
    await expect(more).rejects.toMatchObject({ code: "io" });
    expect(capture.length).toBe(100);
    expect((await capture.rows(99)).length).toBe(1);
    await capture.close();
  });

  test("ends when it is closed", async () => {
    const { stream, give } = source();
    const opening = open(stream, { growing: true });
    give(join([fileHeader(), part(0, 100)]));
    const capture = await opening;
    const more = capture.grown();
    await capture.close();
    await expect(more).rejects.toMatchObject({ code: "closed" });
  });

  test("is that of openCapture in the end", async () => {
    const path = file("large.pcap", join([fileHeader(), ...Array(768).fill(large)]));
    const capture = await open(path, { growing: true, summary: true });
    const lengths = [capture.length];
    // Than is known here: a Worker may be ahead.
    while (await capture.grown(lengths.at(-1))) lengths.push(capture.length);
    expect(lengths.length).toBeGreaterThan(1);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    const whole = await openCapture(path, { summary: true });
    expect(capture.length).toBe(768);
    expect(await capture.columns.read()).toEqual(whole.columns.read());
    expect(await capture.totals()).toEqual(await whole.totals());
    whole.close();
    await capture.close();
  });

  test("follows a file that becomes longer", async () => {
    const bytes = join([fileHeader(), part(0, 300)]);
    const middle = bytes.length - 1000; // within a record
    const path = file(`followed-${kind.length}.pcap`, bytes.subarray(0, 24));
    const capture = await open(path, { follow: true, summary: true });
    expect([capture.length, capture.growing]).toEqual([0, true]);
    const first = capture.grown();
    appendFileSync(path, bytes.subarray(24, middle));
    expect(await first).toBe(true);
    const before = capture.length;
    expect(before).toBeGreaterThan(200);
    expect((await capture.rows(before - 1)).map(({ number }) => number)).toEqual([before]);
    const rest = capture.grown();
    appendFileSync(path, bytes.subarray(middle));
    expect(await rest).toBe(true);
    while (capture.length < 300) await capture.grown();
    expect((await capture.filter("udp")).length).toBe(300);
    const more = capture.grown();
    await capture.close();
    await expect(more).rejects.toMatchObject({ code: "closed" });
  });

  test("that follows a file that became shorter says so", async () => {
    const path = file(`shorter-${kind.length}.pcap`, join([fileHeader(), part(0, 100)]));
    const capture = await open(path, { follow: true });
    const more = capture.grown();
    truncateSync(path, 100);
    await expect(more).rejects.toMatchObject({ code: "source_changed" });
    expect(capture.length).toBe(100);
    await capture.close();
  });

  test("without packets is there at its end", async () => {
    const capture = await open(pcap([]), { growing: true });
    expect([capture.length, capture.growing, await capture.grown()]).toEqual([0, false, false]);
    await capture.close();
  });

  test("rejects what is no capture", async () => {
    const reading = open(new Uint8Array(100), { growing: true });
    await expect(reading).rejects.toMatchObject({ code: "unknown_format" });
  });
});

const large = record({ seconds: 1, fraction: 2, payload: new Uint8Array(65_520) });

test("a signal counts until it is there", async () => {
  const { stream, give, end } = source();
  const stop = new AbortController();
  const opening = openCapture(stream, { growing: true, signal: stop.signal });
  give(join([fileHeader(), part(0, 100)]));
  const capture = await opening;
  stop.abort();
  const more = capture.grown();
  give(part(100, 200));
  expect(await more).toBe(true);
  end();
  capture.close();
});

// Captures at a path: files that change, things that are no files, and descriptors that are closed.
import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, readlinkSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { scratch } from "./scratch.js";
import { fileHeader, join, packets, pcap, record } from "./synthetic.js";

const file = scratch();
const written = packets(100);
const bytes = pcap(written);
const onLinux = process.platform === "linux" ? test : test.skip;

// A file that is read in more than one stretch, so that it can change in between.
const one = record({ seconds: 1, fraction: 2, payload: new Uint8Array(65_520) });
const large = join([fileHeader(), ...Array(640).fill(one)]);

/** How many descriptors of this program are open on `path`. */
function descriptors(path) {
  const links = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return undefined; // The descriptor of this very listing.
    }
  });
  return links.filter((link) => link === path || link === `${path} (deleted)`).length;
}

/** Waits until the file is closed: FileHandle does it in another thread. */
async function untilClosed(path) {
  for (let i = 0; i < 200 && descriptors(path) > 0; i += 1) await sleep(5);
  return descriptors(path);
}

describe("a file that became shorter after it was opened", () => {
  test("still gives the packets it has, and says of the others what happened", async () => {
    const path = file("shorter.pcap", bytes);
    const capture = await openCapture(path);
    const { offset } = await capture.packet(50);
    truncateSync(path, offset + 1);
    expect((await capture.packet(49)).bytes).toEqual(written[49].payload);
    await expect(capture.packet(50)).rejects.toMatchObject({
      name: "CaptureError",
      code: "source_changed",
      offset: offset + 1,
    });
    await expect(capture.packet(99)).rejects.toMatchObject({ code: "source_changed" });
    expect(capture.columns.read().to).toBe(100);
    capture.close();
  });

  test("to nothing", async () => {
    const path = file("emptied.pcap", bytes);
    const capture = await openCapture(path);
    truncateSync(path, 0);
    const offset = capture.columns.read(7, 8).offset[0] - 16; // The record is read, with its header.
    await expect(capture.packet(7)).rejects.toMatchObject({ code: "source_changed", offset });
    capture.close();
  });
});

test("a file that becomes shorter while it is opened", async () => {
  const path = file("shrinking.pcap", large);
  const end = 20 * 2 ** 20;
  const onProgress = ({ bytesRead }) => bytesRead < end && truncateSync(path, end);
  await expect(openCapture(path, { onProgress })).rejects.toMatchObject({
    code: "source_changed",
    offset: end,
  });
});

test("a file that grows while it is opened is read up to the size it had", async () => {
  const path = file("growing.pcap", large);
  const onProgress = () => appendFileSync(path, one);
  const capture = await openCapture(path, { onProgress });
  expect([capture.length, capture.size]).toEqual([640, large.length]);
  expect(capture.issues).toEqual([]);
  capture.close();
});

test("a file that was removed is read on", async () => {
  const path = file("removed.pcap", bytes);
  const capture = await openCapture(path);
  rmSync(path);
  expect((await capture.packet(99)).bytes).toEqual(written[99].payload);
  capture.close();
});

test("a Blob that became shorter", async () => {
  const blob = new Blob([bytes]);
  const capture = await openCapture(blob);
  const whole = Blob.prototype.slice;
  blob.slice = (from) => whole.call(blob, from, from + 1);
  await expect(capture.packet(5)).rejects.toMatchObject({ code: "source_changed" });
  capture.close();
});

test("bytes whose memory was given away while they were read", async () => {
  const given = large.slice();
  const onProgress = () => structuredClone(given.buffer, { transfer: [given.buffer] });
  await expect(openCapture(given, { onProgress })).rejects.toMatchObject({
    code: "source_changed",
    offset: 16 * 2 ** 20,
  });
});

test("bytes whose memory was given away", async () => {
  const given = bytes.slice();
  const capture = await openCapture(given);
  structuredClone(given.buffer, { transfer: [given.buffer] });
  await expect(capture.packet(5)).rejects.toMatchObject({ code: "source_changed" });
  capture.close();
});

describe("what is no file", () => {
  test("a missing one", async () => {
    const path = file("missing.pcap");
    const error = await openCapture(path).catch((reason) => reason);
    expect(error).toMatchObject({ name: "CaptureError", code: "io", offset: undefined });
    expect(error.message).toContain("missing.pcap");
    expect(error.cause).toMatchObject({ code: "ENOENT" });
  });

  test("an empty path", async () => {
    await expect(openCapture("")).rejects.toMatchObject({ code: "io" });
  });

  test("a path with a zero in it", async () => {
    await expect(openCapture("a\0b")).rejects.toMatchObject({ code: "io" });
  });

  test("a folder", async () => {
    await expect(openCapture(tmpdir())).rejects.toMatchObject({ code: "unsupported_source" });
  });

  onLinux("a named pipe, without waiting for a writer", async () => {
    const path = file("pipe");
    execFileSync("mkfifo", [path]);
    await expect(openCapture(path)).rejects.toMatchObject({ code: "unsupported_source" });
    expect(await untilClosed(path)).toBe(0);
  });
});

describe("the descriptor", () => {
  onLinux("is one, and closed with the capture", async () => {
    const path = file("closed.pcap", bytes);
    const capture = await openCapture(path);
    expect(descriptors(path)).toBe(1);
    capture.close();
    expect(await untilClosed(path)).toBe(0);
  });

  onLinux("is closed when it is no capture", async () => {
    const path = file("text.pcap", "This is no capture.");
    await expect(openCapture(path)).rejects.toMatchObject({ code: "unknown_format" });
    expect(await untilClosed(path)).toBe(0);
  });

  onLinux("is closed on abort", async () => {
    const path = file("aborted.pcap", large);
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const opening = openCapture(path, { signal: controller.signal, onProgress });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
    expect(await untilClosed(path)).toBe(0);
  });

  onLinux("is closed only after the reads under way", async () => {
    const path = file("reading.pcap", bytes);
    const capture = await openCapture(path);
    const reads = [...Array(100).keys()].map((i) => capture.packet(i));
    capture.close();
    const outcomes = await Promise.allSettled(reads);
    expect(new Set(outcomes.map(({ reason }) => reason?.code))).toEqual(new Set(["closed"]));
    expect(await untilClosed(path)).toBe(0);
  });
});

test("packets may be read many at a time", async () => {
  const capture = await openCapture(file("many.pcap", bytes));
  const found = await Promise.all(written.map((_, i) => capture.packet(i)));
  expect(found.map(({ bytes: each }) => each)).toEqual(written.map(({ payload }) => payload));
  capture.close();
});

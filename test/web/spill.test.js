// The temporary files of compressed captures: one each, and none stays.
import { execFileSync } from "node:child_process";
import { fstatSync, mkdirSync, readdirSync, readlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { browserEntry } from "./browser-entry.js";
import { compressed, frame, original } from "./compress.js";
import { scratch } from "./scratch.js";
import { fileHeader, join as joined, packets, pcap } from "./synthetic.js";

const file = scratch();
const onLinux = process.platform === "linux" ? test : test.skip;

/** Sizes of this program's temporary files that are open; they have no name any more. */
function openFiles() {
  const sizes = readdirSync("/proc/self/fd").map((fd) => {
    try {
      const isOne = readlinkSync(`/proc/self/fd/${fd}`).startsWith(join(tmpdir(), "packetglass-"));
      return isOne && fstatSync(Number(fd)).nlink === 0 ? fstatSync(Number(fd)).size : undefined;
    } catch {
      return undefined; // The descriptor of this very listing.
    }
  });
  return sizes.filter((size) => size !== undefined);
}

/** Waits until there are none: files are closed in another thread. */
async function untilNone() {
  for (let i = 0; i < 400 && openFiles().length > 0; i += 1) await sleep(5);
  return openFiles();
}

const large = pcap(packets(21_000, { payloadLimit: 2003 }));

describe("the temporary file", () => {
  onLinux("holds the capture, has no name, and goes with it", async () => {
    const capture = await openCapture(compressed.zstd);
    expect(openFiles()).toEqual([original.bytes.length]);
    capture.close();
    expect(await untilNone()).toEqual([]);
  });

  onLinux("is not there for a plain capture", async () => {
    const capture = await openCapture(original.bytes);
    expect(openFiles()).toEqual([]);
    capture.close();
  });

  onLinux.each(Object.keys(frame))("goes when %s is no capture", async (kind) => {
    const opening = openCapture(frame[kind](Buffer.from("This is no capture at all.")));
    await expect(opening).rejects.toMatchObject({ code: "unknown_format" });
    expect(await untilNone()).toEqual([]);
  });

  onLinux.each(Object.keys(frame))("goes when nothing of %s can be read", async (kind) => {
    const opening = openCapture(compressed[kind].slice(0, 8));
    await expect(opening).rejects.toMatchObject({ code: "compressed_data_damaged" });
    expect(await untilNone()).toEqual([]);
  });

  onLinux.each(Object.keys(frame))("goes on abort of %s", async (kind) => {
    const controller = new AbortController();
    const path = file(`aborted-${kind}`, frame[kind](large));
    const { signal } = controller;
    const opening = openCapture(path, { signal, onProgress: () => controller.abort() });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
    expect(await untilNone()).toEqual([]);
  });

  onLinux("goes only after the reads under way", async () => {
    const capture = await openCapture(compressed.lz4);
    const reads = Array.from({ length: capture.length }, (_, i) => capture.packet(i));
    capture.close();
    const outcomes = await Promise.allSettled(reads);
    expect(new Set(outcomes.map(({ reason }) => reason?.code))).toEqual(new Set(["closed"]));
    expect(await untilNone()).toEqual([]);
  });
});

/** Opens a file in a program of its own, whose folder for temporary files is this. */
function openedWith(TMPDIR, path) {
  const script = `
    import { openCapture } from "packetglass";
    try {
      const capture = await openCapture(process.argv[1]);
      const last = await capture.packet(capture.length - 1);
      console.log(JSON.stringify([capture.length, last.bytes.length]));
    } catch ({ name, code, message }) {
      console.log(JSON.stringify({ name, code, message }));
    }`;
  const flags = ["--input-type=module", "--eval", script, path];
  const cwd = join(import.meta.dirname, "../..");
  return JSON.parse(
    execFileSync(process.execPath, flags, { cwd, env: { ...process.env, TMPDIR } }),
  );
}

describe("the folder for temporary files", () => {
  const bomb = frame.gzip(joined([fileHeader(), new Uint8Array(2 ** 26)]));

  test("is that of the system, and is left as it was, also without close()", () => {
    const folder = file("tmp");
    mkdirSync(folder);
    expect(openedWith(folder, file("bomb", bomb))).toEqual([2 ** 22, 0]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is not needed for a capture of up to 64 MiB", () => {
    const last = packets(21_000, { payloadLimit: 2003 }).at(-1).payload.length;
    expect(openedWith(file("missing"), file("large", frame.lz4(large)))).toEqual([21_000, last]);
  });

  test("is needed for a larger one", () => {
    expect(openedWith(file("missing"), file("bomb", bomb))).toEqual({
      name: "CaptureError",
      code: "spill_failed",
      message: expect.stringContaining("64 MiB"),
    });
  });

  test("is missing in a browser without one", async () => {
    const browser = await browserEntry();
    await expect(browser.openCapture(bomb)).rejects.toMatchObject({ code: "spill_failed" });
  });
});

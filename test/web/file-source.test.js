// Captures at a path: files that change, things that are no files, and descriptors that are closed.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "@jest/globals";
import { openCapture, readEvents } from "packetglass";
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

  onLinux("a device without bytes", async () => {
    await expect(openCapture("/dev/null")).rejects.toMatchObject({ code: "empty" });
  });
});

describe("a file that was written over", () => {
  const other = pcap(packets(100).map((packet) => ({ ...packet, seconds: packet.seconds + 1 })));
  // Some systems note times to the tick of a clock.
  const overwrite = async (path) => {
    await sleep(30);
    writeFileSync(path, other, { flag: "r+" });
  };

  test.each(["packet", "layers", "rows"])("in place, as long as before: %s()", async (name) => {
    expect(other.length).toBe(bytes.length);
    const path = file("overwritten.pcap", bytes);
    const capture = await openCapture(path);
    expect((await capture.packet(5)).bytes).toEqual(written[5].payload);
    await overwrite(path);
    await expect(capture[name](5)).rejects.toMatchObject({
      name: "CaptureError",
      code: "source_changed",
      message: expect.stringMatching(/overwritten\.pcap" was written over since it was opened\.$/),
    });
    capture.close();
  });

  test("while it is open by a FileHandle", async () => {
    const path = file("by-handle.pcap", bytes);
    const handle = await open(path);
    const capture = await openCapture(handle);
    await overwrite(path);
    await expect(capture.packet(5)).rejects.toMatchObject({ code: "source_changed" });
    capture.close();
    await handle.close();
  });

  test("while it is opened", async () => {
    const path = file("meanwhile.pcap", large);
    let isDone = false;
    const onProgress = () => {
      if (isDone) return;
      isDone = true;
      const until = performance.now() + 30;
      while (performance.now() < until);
      writeFileSync(path, large, { flag: "r+" });
    };
    await expect(openCapture(path, { onProgress })).rejects.toMatchObject({
      code: "source_changed",
    });
  });

  test("by another one of its name is read on as it was", async () => {
    const path = file("renamed.pcap", bytes);
    const capture = await openCapture(path);
    renameSync(file("other.pcap", other), path);
    expect((await capture.packet(5)).bytes).toEqual(written[5].payload);
    capture.close();
  });

  test("is no file that grows", async () => {
    const path = file("grows.pcap", bytes);
    const capture = await openCapture(path);
    await sleep(30);
    appendFileSync(path, one);
    expect((await capture.packet(99)).bytes).toEqual(written[99].payload);
    capture.close();
  });
});

describe("a pipe", () => {
  const pipe = (name) => {
    const path = file(name);
    execFileSync("mkfifo", [path]);
    return path;
  };
  const into = (path, text) => spawn("sh", ["-c", text, "sh", path], { stdio: "ignore" });

  onLinux("is read by its path, when a writer has come", async () => {
    const path = pipe("written-later");
    const opening = openCapture(path);
    into(path, `sleep 0.05; cat '${file("piped.pcap", large)}' > "$1"`);
    const capture = await opening;
    expect([capture.length, capture.size]).toEqual([640, large.length]);
    expect((await capture.packet(639)).bytes.length).toBe(65_520);
    capture.close();
  });

  onLinux("does not kill a writer who waited", async () => {
    const path = pipe("written-before");
    const writer = into(path, `cat '${file("waiting.pcap", large)}' > "$1"`);
    const ended = once(writer, "exit");
    await sleep(50);
    let events = 0;
    for await (const _event of readEvents(path)) events += 1;
    expect(events).toBe(640);
    expect(await ended).toEqual([0, null]);
  });

  onLinux("without a writer is waited for until an abort, and then let go of", async () => {
    const path = pipe("silent");
    const { signal } = { signal: AbortSignal.timeout(30) };
    await expect(openCapture(path, { signal })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(await untilClosed(path)).toBe(0);
  });

  const program = `
    import { openCapture, readEvents } from "packetglass";
    import * as worker from "packetglass/worker";
    const [, how] = process.argv;
    const api = how === "worker" ? worker : { openCapture };
    const capture = await api.openCapture("/dev/stdin");
    console.log(capture.length);
    await capture.close();`;
  const flags = ["--input-type=module", "--eval", program];
  const root = resolve(import.meta.dirname, "../..");

  onLinux.each(["here", "worker"])("is standard input, of a shell: %s", (how) => {
    const shell = `cat "$0" | '${process.execPath}' "$@"`;
    const words = ["-c", shell, file("shell.pcap", bytes), ...flags, how];
    expect(execFileSync("sh", words, { cwd: root }).toString()).toBe("100\n");
  });

  // Which gives its children sockets in the place of pipes.
  onLinux.each(["here", "worker"])("is standard input, of Node.js: %s", (how) => {
    const options = { cwd: root, input: bytes };
    expect(execFileSync(process.execPath, [...flags, how], options).toString()).toBe("100\n");
  });

  onLinux("is standard input that is a file", () => {
    const stdin = openSync(file("stdin.pcap", bytes));
    const options = { cwd: root, stdio: [stdin, "pipe", "inherit"] };
    expect(execFileSync(process.execPath, [...flags, "here"], options).toString()).toBe("100\n");
    closeSync(stdin);
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

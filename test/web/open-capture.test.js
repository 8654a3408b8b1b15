// Progress, abort and arguments of openCapture.
import { createHash } from "node:crypto";
import { getEventListeners } from "node:events";
import { describe, expect, jest, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { expectSameColumns } from "./same-columns.js";
import { scratch } from "./scratch.js";
import { expectedColumns, fileHeader, join, packets, pcap, record } from "./synthetic.js";

const file = scratch();
const small = pcap(packets(20));

// 48 MiB: three stretches of a file, six slices of a Blob. One packet's bytes over and over.
const one = record({ seconds: 1, fraction: 2, payload: new Uint8Array(65_520) });
const count = 768;
const large = join([fileHeader(), ...Array(count).fill(one)]);
const largePath = file("large.pcap", large);

const sources = {
  bytes: () => large,
  "a path": () => largePath,
  "a Blob": () => new Blob([large]),
};

describe.each(Object.entries(sources))("progress of %s", (_, source) => {
  test("grows, and ends at the total", async () => {
    const seen = [];
    const capture = await openCapture(source(), { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThanOrEqual(3);
    for (const key of ["bytesRead", "packets"]) {
      const steps = seen.map((progress) => progress[key]);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
    expect(new Set(seen.map(({ bytesRead }) => bytesRead)).size).toBe(seen.length);
    expect(seen.every(({ bytesTotal }) => bytesTotal === large.length)).toBe(true);
    expect(seen.at(-1)).toEqual({
      bytesRead: large.length,
      bytesTotal: large.length,
      packets: count,
    });
    capture.close();
  });

  test("lets other work come in between", async () => {
    let turns = 0;
    const turn = () => {
      turns += 1;
      timer = setImmediate(turn);
    };
    let timer = setImmediate(turn);
    const seen = [];
    (await openCapture(source(), { onProgress: () => seen.push(turns) })).close();
    clearImmediate(timer);
    expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
  });

  test("an error thrown by onProgress comes back", async () => {
    const mine = new Error("mine");
    const onProgress = jest.fn(() => {
      throw mine;
    });
    await expect(openCapture(source(), { onProgress })).rejects.toBe(mine);
    expect(onProgress).toHaveBeenCalledTimes(1);
  });
});

test("a small capture reports once", async () => {
  const onProgress = jest.fn();
  (await openCapture(small, { onProgress })).close();
  const all = { bytesRead: small.length, bytesTotal: small.length, packets: 20 };
  expect(onProgress.mock.calls).toEqual([[all]]);
});

describe.each(Object.entries(sources))("abort of %s", (_, source) => {
  test("before it began", async () => {
    const onProgress = jest.fn();
    const signal = AbortSignal.abort();
    await expect(openCapture(source(), { signal, onProgress })).rejects.toBe(signal.reason);
    expect(signal.reason.name).toBe("AbortError");
    expect(onProgress).not.toHaveBeenCalled();
  });

  test("right after the call", async () => {
    const controller = new AbortController();
    const onProgress = jest.fn();
    const opening = openCapture(source(), { signal: controller.signal, onProgress });
    controller.abort();
    await expect(opening).rejects.toBe(controller.signal.reason);
    expect(onProgress).not.toHaveBeenCalled();
  });

  test("by onProgress, with a reason of one's own", async () => {
    const controller = new AbortController();
    const onProgress = jest.fn(() => controller.abort("enough"));
    const opening = openCapture(source(), { signal: controller.signal, onProgress });
    await expect(opening).rejects.toBe("enough");
    expect(onProgress).toHaveBeenCalledTimes(1);
  });

  test("from another task", async () => {
    const controller = new AbortController();
    const opening = openCapture(source(), { signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });

  test("at the last report", async () => {
    const controller = new AbortController();
    const onProgress = ({ bytesRead, bytesTotal }) => {
      if (bytesRead === bytesTotal) controller.abort();
    };
    const opening = openCapture(source(), { signal: controller.signal, onProgress });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });

  test("after it was opened changes nothing", async () => {
    const controller = new AbortController();
    const capture = await openCapture(source(), { signal: controller.signal });
    controller.abort();
    expect(capture.length).toBe(count);
    capture.close();
  });
});

test("no listener stays on the signal", async () => {
  const { signal } = new AbortController();
  const capture = await openCapture(new Blob([large]), { signal });
  expect(getEventListeners(signal, "abort")).toEqual([]);
  capture.close();
});

test("an abort does not wait for a Blob that stalls", async () => {
  const stalled = new Blob([small]);
  stalled.slice = () => ({ arrayBuffer: () => new Promise(() => {}) });
  const controller = new AbortController();
  const opening = openCapture(stalled, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  await expect(opening).rejects.toMatchObject({ name: "AbortError" });
});

test("no rejection of a slice asked for ahead is left unhandled", async () => {
  const unhandled = jest.fn();
  process.on("unhandledRejection", unhandled);
  const failing = new Blob([large]);
  failing.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("no")) });
  await expect(openCapture(failing)).rejects.toMatchObject({ code: "io" });

  const controller = new AbortController();
  const opening = openCapture(failing, { signal: controller.signal });
  controller.abort();
  await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test("a Blob's slices are asked for in order, of 8 MiB, at most three ahead", async () => {
  const blob = new Blob([large]);
  const asked = [];
  let open = 0;
  let most = 0;
  blob.slice = (from, to) => ({
    async arrayBuffer() {
      asked.push([from, to]);
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return Blob.prototype.slice.call(blob, from, to).arrayBuffer();
    },
  });
  const capture = await openCapture(blob);
  expect(capture.length).toBe(count);
  expect(most).toBe(3);
  const slice = 8 * 2 ** 20;
  // The first bytes say whether it is compressed.
  expect(asked.shift()).toEqual([0, 8]);
  expect(asked.map(([from]) => from)).toEqual(asked.map((_, i) => i * slice));
  expect(asked.at(-1)[1]).toBe(large.length);
  capture.close();
});

test("what a Blob gives late arrives in order all the same", async () => {
  const written = packets(30_000, { payloadLimit: 2003 });
  const bytes = pcap(written);
  const blob = new Blob([bytes]);
  blob.slice = (from, to) => ({
    async arrayBuffer() {
      await new Promise((resolve) => setTimeout(resolve, from === 0 ? 60 : 1));
      return bytes.slice(from, to).buffer;
    },
  });
  const capture = await openCapture(blob);
  expectSameColumns(capture.columns.read(), expectedColumns(written));
  capture.close();
});

describe("a wrong argument is named", () => {
  test.each([
    [undefined],
    [null],
    [5],
    [{}],
    [["text"]],
    [new Uint16Array(4)],
    [new DataView(new ArrayBuffer(4))],
  ])("source %p", async (source) => {
    await expect(openCapture(source)).rejects.toThrow(TypeError);
    await expect(openCapture(source)).rejects.toThrow(/^source must be/);
  });

  test.each([
    [{ signal: {} }, /^options\.signal must be/],
    [{ signal: null }, /^options\.signal must be/],
    [{ onProgress: 5 }, /^options\.onProgress must be/],
    [null, /^options must be/],
    [7, /^options must be/],
  ])("options %p", async (options, message) => {
    await expect(openCapture(small, options)).rejects.toThrow(TypeError);
    await expect(openCapture(small, options)).rejects.toThrow(message);
  });
});

test("reading leaves the bytes of the source as they were", async () => {
  const digest = () => createHash("md5").update(large).digest("hex");
  const before = digest();
  (await openCapture(large)).close();
  expect(digest()).toBe(before);
});

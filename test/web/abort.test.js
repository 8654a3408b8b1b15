// Many listeners to one signal, and many calls at once: nothing leaks, and nobody is warned.
import { getEventListeners } from "node:events";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import * as here from "packetglass";
import * as there from "packetglass/worker";

const talk = join(import.meta.dirname, "../captures/dissect/talk.pcap");
const many = [...Array(12).keys()];
const listeners = (signal) => getEventListeners(signal, "abort").length;
const never = () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) });

const warnings = [];
const warn = (warning) => warnings.push(String(warning));
beforeEach(() => {
  warnings.length = 0;
  process.on("warning", warn);
});
afterEach(async () => {
  // Warnings come in a later turn.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});
afterAll(() => there.terminate());

test.each([
  ["here", here],
  ["in the Worker", there],
])("one signal for twelve captures, %s", async (_, { openCapture }) => {
  const { signal } = new AbortController();
  const opening = many.map(() => openCapture(talk, { signal, summary: true }));
  expect(listeners(signal)).toBeLessThanOrEqual(1);
  const captures = await Promise.all(opening);
  expect(listeners(signal)).toBe(0);
  for (const capture of captures) await capture.close();
});

test.each([
  ["here", here],
  ["in the Worker", there],
])("its abort is heard by all of them, %s", async (_, { openCapture }) => {
  const controller = new AbortController();
  const { signal } = controller;
  const opening = many.map(() => openCapture(never(), { signal }));
  const settled = Promise.allSettled(opening);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(listeners(signal)).toBeLessThanOrEqual(1);
  controller.abort("enough");
  expect((await settled).map(({ reason }) => reason)).toEqual(many.map(() => "enough"));
  expect(listeners(signal)).toBe(0);
});

test("twelve calls at once on a capture in the Worker", async () => {
  const capture = await there.openCapture(talk, { summary: true });
  const rows = await Promise.all(many.map((i) => capture.rows(i, i + 1)));
  expect(rows.flat().map(({ number }) => number)).toEqual(many.map((i) => i + 1));
  await capture.close();
});

test("twelve readings with one signal, which are left", async () => {
  const { signal } = new AbortController();
  const readings = many.map(() => here.readEvents(talk, { signal }));
  for (const reading of readings) expect((await reading.next()).done).toBe(false);
  for (const reading of readings) await reading.return();
  expect(listeners(signal)).toBe(0);
});

test("an abort ends what waits for a stream that says nothing, and lets go of it", async () => {
  const gone = [];
  let asked = 0;
  const silent = (name) => {
    const pull = () => {
      asked += 1;
      if (asked === 2) controller.abort("enough");
    };
    const cancel = () => gone.push(name);
    return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
  };
  const controller = new AbortController();
  const { signal } = controller;
  const opening = here.openCapture(silent("opened"), { signal });
  const reading = here.readEvents(silent("read"), { signal }).next();
  const writing = here.writeEvents(never(), new here.MemorySink(), { signal });
  for (const each of [opening, reading, writing]) await expect(each).rejects.toBe("enough");
  expect(gone.sort()).toEqual(["opened", "read"]);
  expect(listeners(signal)).toBe(0);
});

// Ten million packets in real browsers: both ends are reached, and a wheel moves by exact rows.
import { closeSync, openSync, writeSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { scratch } from "../scratch.js";
import { fileHeader } from "../synthetic.js";
import { browsers } from "./browsers.js";
import { frameTimes } from "./frame-times.js";
import { inspector, openFile } from "./inspector.js";
import { firstRowInSight, rowsInSight, scrollTo, selected, waitForRow } from "./rows.js";

const count = 10_000_000;
const rowHeight = 24;
const patience = 120_000;
const path = scratch()("large.pcap");

beforeAll(() => writeEmptyPackets(path), patience);

/** Packet i (from 0) has time i seconds, and i modulo 1500 bytes of which none was captured. */
function writeEmptyPackets(target) {
  const packetsAtOnce = 100_000;
  const block = new Uint32Array(packetsAtOnce * 4);
  const file = openSync(target, "w");
  writeSync(file, fileHeader());
  for (let i = 0; i < count; i++) {
    const at = (i % packetsAtOnce) * 4;
    block[at] = i;
    block[at + 3] = i % 1500;
    if (at + 4 === block.length) writeSync(file, block);
  }
  closeSync(file);
}

function expectedRow(number) {
  const time = new Date((number - 1) * 1000).toISOString();
  const isNewDay = (number - 1) % 86_400 === 0;
  const utc = `${isNewDay ? `${time.slice(0, 10)} ` : ""}${time.slice(11, 19)}.000000`;
  const length = (number - 1) % 1500;
  const info = length > 0 ? "[Packet size limited during capture]" : "[Malformed Packet]";
  return [String(number), utc, "", "", "Ethernet", String(length), info];
}

/** Where the list stands once it rests: the row at the upper edge with its fraction, from 0. */
async function restingRow(tab) {
  for (let before; ; ) {
    const now = await topRow(tab);
    if (now === before) return now;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
}

function topRow(tab) {
  return tab.$eval(
    ".packet-rows .rows-window",
    (rows, height) => {
      const shift = new DOMMatrix(rows.style.transform).f;
      return Number(rows.firstElementChild.ariaRowIndex) - 2 - shift / height;
    },
    rowHeight,
  );
}

/** The scroll bar put to this part of its way. */
async function jump(tab, part) {
  const height = await tab.$eval(".packet-rows", (list) => list.scrollHeight - list.clientHeight);
  await scrollTo(tab, Math.round(height * part));
  return restingRow(tab);
}

describe.each(browsers())("%s", (name, launch) => {
  const open = inspector({ launch });
  let tab;
  beforeEach(async () => {
    tab = await open();
    await openFile(tab, path);
    await waitForRow(tab, 1);
    await tab.focus("[role=grid]");
    await tab.mouse.move(300, 400);
  }, patience);

  test("End shows the last row and Home the first", async () => {
    await tab.keyboard.press("End");
    await waitForRow(tab, count);
    expect((await rowsInSight(tab)).at(-1)).toEqual(expectedRow(count));
    expect(await selected(tab)).toBe(count);
    expect(await isWholeInSight(tab, count)).toBe(true);
    await tab.keyboard.press("Home");
    await waitForRow(tab, 1);
    expect((await rowsInSight(tab))[0]).toEqual(expectedRow(1));
    expect(await restingRow(tab)).toBe(0);
  });

  test("the scroll bar reaches both ends, and the middle by ratio", async () => {
    expect(await jump(tab, 1)).toBeGreaterThan(count - 40);
    await waitForRow(tab, count);
    expect(await isWholeInSight(tab, count)).toBe(true);
    expect(Math.abs((await jump(tab, 0.5)) - count / 2)).toBeLessThan(count / 1000);
    expect(await jump(tab, 0)).toBe(0);
  });

  test.each([0.5, 0.9])("a wheel at %f of the way moves by exact rows", async (part) => {
    let at = await jump(tab, part);
    for (const deltaY of [120, -72, 24]) {
      await tab.mouse.wheel({ deltaY });
      const next = await restingRow(tab);
      expect(next - at).toBeCloseTo(deltaY / rowHeight, 4);
      at = next;
    }
    const first = await firstRowInSight(tab);
    await waitForRow(tab, first);
    const rows = await rowsInSight(tab);
    expect(rows).toEqual(rows.map((_, i) => expectedRow(first + i)));
  });

  test("the wheel goes on to the first and to the last row", async () => {
    await jump(tab, 0.00002);
    for (let i = 0; i < 4; i++) await tab.mouse.wheel({ deltaY: -600 });
    expect(await restingRow(tab)).toBe(0);
    await jump(tab, 0.99998);
    for (let i = 0; i < 4; i++) await tab.mouse.wheel({ deltaY: 600 });
    await restingRow(tab);
    await waitForRow(tab, count);
    expect(await isWholeInSight(tab, count)).toBe(true);
  });

  test("time per frame while scrolling (reported, not judged)", async () => {
    await jump(tab, 0.5);
    const { frames, median, worst } = await frameTimes(tab, async () => {
      for (let i = 0; i < 40; i++) await tab.mouse.wheel({ deltaY: 120 });
    });
    console.log(`${name}: ${frames} frames, median ${median} ms, worst ${worst} ms`);
    expect(frames).toBeGreaterThan(1);
  });
});

/** Whether no part of a row is outside the list. */
function isWholeInSight(tab, number) {
  return tab.$eval(`#packet-${number}`, (row) => {
    const inner = row.getBoundingClientRect();
    const outer = row.closest(".packet-rows").getBoundingClientRect();
    return inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
  });
}

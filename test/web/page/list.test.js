// The packet list and what it leads to, against a capture known byte by byte.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { inspector, openFile, waitForText } from "./inspector.js";
import { firstRowInSight, rowsInSight, rowText, scrollTo, selected, waitForRow } from "./rows.js";

const count = 3000;
const written = datagrams(count);
const file = scratch();
const path = file("known.pcap", pcap(written));
const open = inspector();

let tab;
beforeEach(async () => {
  tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
});

test("the first rows", async () => {
  const rows = await rowsInSight(tab);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows).toEqual(rows.map((_, i) => rowText(written, i)));
});

test("the rows after a jump of the scroll bar", async () => {
  await scrollTo(tab, 24 * 1500);
  await waitForRow(tab, 1501);
  const rows = await rowsInSight(tab);
  expect(await firstRowInSight(tab)).toBe(1501);
  expect(rows).toEqual(rows.map((_, i) => rowText(written, 1500 + i)));
});

test("the last rows", async () => {
  await scrollTo(tab, 24 * count);
  await waitForRow(tab, count);
  const rows = await rowsInSight(tab);
  expect(rows).toEqual(rows.map((_, i) => rowText(written, count - rows.length + i)));
});

test("assistive technology knows the index of each row", async () => {
  const [list, row] = await Promise.all([
    tab.$eval("[role=grid]", (grid) => [grid.ariaRowCount, grid.ariaColCount]),
    tab.$eval("#packet-1", (one) => [one.role, one.ariaRowIndex]),
  ]);
  expect(list).toEqual([String(count + 1), "7"]);
  expect(row).toEqual(["row", "2"]);
});

test("time since the first packet, and UTC again", async () => {
  await tab.select("#time-style", "first");
  await waitForText(tab, "#packet-1 .cell-time", "0.000000");
  const relative = await rowsInSight(tab);
  expect(relative).toEqual(relative.map((_, i) => rowText(written, i, "relative")));
  await tab.select("#time-style", "utc");
  await waitForText(tab, "#packet-1 .cell-time", "2023-11-14 22:13:20.000000");
});

describe("keys", () => {
  const press = async (key, number) => {
    await tab.keyboard.press(key);
    await waitForRow(tab, number);
    expect(await selected(tab)).toBe(number);
  };

  test("arrows, PageDown, PageUp, End and Home select", async () => {
    await tab.focus("[role=grid]");
    await press("ArrowDown", 1);
    await press("ArrowDown", 2);
    await press("ArrowDown", 3);
    await press("ArrowUp", 2);
    const height = await tab.$eval(".packet-rows", (list) => list.clientHeight);
    const page = Math.floor(height / 24);
    await press("PageDown", 2 + page);
    await press("PageDown", 2 + 2 * page);
    await press("PageUp", 2 + page);
    await press("End", count);
    await press("ArrowDown", count);
    await press("ArrowUp", count - 1);
    await press("Home", 1);
    await press("ArrowUp", 1);
    expect(await firstRowInSight(tab)).toBe(1);
  });

  test("Enter leads to the layers, Escape back to the list", async () => {
    await tab.click("#packet-4");
    await tab.waitForSelector('[aria-label="Layers of packet 4"]');
    await tab.focus("[role=grid]");
    const focused = () => document.activeElement.ariaLabel;
    await tab.keyboard.press("Enter");
    expect(await tab.evaluate(focused)).toBe("Layers of packet 4");
    await tab.keyboard.press("Escape");
    expect(await tab.evaluate(focused)).toBe("Packets");
  });
});

describe("go to packet", () => {
  const goTo = async (text) => {
    await tab.keyboard.down("Control");
    await tab.keyboard.press("g");
    await tab.keyboard.up("Control");
    await tab.keyboard.type(text);
    await tab.keyboard.press("Enter");
  };

  test.each([
    ["2345", 2345],
    ["1,234", 1234],
    ["3000", 3000],
  ])("%s", async (text, number) => {
    await goTo(text);
    await waitForRow(tab, number);
    expect(await selected(tab)).toBe(number);
    await waitForText(tab, ".packet h2", `Packet ${number.toLocaleString("en")}`);
  });

  test.each(["0", "3001", "-1", "1e3", "x"])("%s is refused", async (text) => {
    await goTo(text);
    await waitForText(tab, "#go-to-refused", "1 to 3,000");
    expect(await selected(tab)).toBeUndefined();
    expect(await firstRowInSight(tab)).toBe(1);
  });
});

// What an analyst does in the list with the keyboard alone: times, marks, finding.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { inspector, opened, openFile, textOf, upload, waitForText } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

// 400 seconds and 7.919 ms from one to the next: the 17th is the first of another day in UTC.
const written = datagrams(300).map((one, i) => ({
  ...one,
  seconds: 1_700_000_000 + 400 * i,
  fraction: 7919 * i,
}));
const file = scratch();
const path = file("known.pcap", pcap(written));
const other = file("other.pcap", pcap(written.slice(0, 5)));
const open = inspector();

async function openList(before = async () => {}) {
  const tab = await open({ prepare: before });
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.focus("[role=grid]");
  return tab;
}

/** Presses keys together: "Control+Alt+1". */
async function press(tab, keys) {
  const held = keys.split("+");
  const key = held.pop();
  for (const one of held) await tab.keyboard.down(one);
  await tab.keyboard.press(key);
  for (const one of held.reverse()) await tab.keyboard.up(one);
}

async function down(tab, number) {
  await tab.keyboard.press("ArrowDown");
  await tab.waitForSelector(`#packet-${number}[aria-selected=true]`);
}

const isSelected = (tab, number) => tab.waitForSelector(`#packet-${number}[aria-selected=true]`);
const isTime = (tab, number, text) => waitForText(tab, `#packet-${number} .cell-time`, text);

test("times by keys, which stay for other captures and when the page is loaded again", async () => {
  const tab = await openList((page) => page.emulateTimezone("Asia/Kolkata"));
  await isTime(tab, 1, "2023-11-14 22:13:20.000000");
  await isTime(tab, 2, "22:20:00.007919");
  await press(tab, "Control+Alt+Digit1");
  await isTime(tab, 1, "2023-11-15 03:43:20.000000");
  await press(tab, "Control+Alt+Digit3");
  await isTime(tab, 2, "1700000400.007919");
  await press(tab, "Control+Alt+Digit4");
  await isTime(tab, 3, "800.015838");
  await press(tab, "Control+Alt+Digit5");
  await isTime(tab, 1, "0.000000");
  await isTime(tab, 3, "400.007919");
  // Wireshark's keys where they reach the page, and a letter where they do not.
  await down(tab, 1);
  await down(tab, 2);
  await press(tab, "Control+t");
  await isTime(tab, 2, "*REF*");
  await isTime(tab, 1, "-400.007919");
  await isTime(tab, 4, "800.015838");
  await press(tab, "t");
  await isTime(tab, 2, "400.007919");
  await tab.focus("#filter");
  await tab.keyboard.type("udp.srcport in {20003, 20020}");
  await tab.keyboard.press("Enter");
  await waitForText(tab, ".filter-count", "2 of 300");
  await isTime(tab, 21, "400.007919");
  await tab.focus("[role=grid]");
  await press(tab, "Control+Alt+Digit6");
  await isTime(tab, 21, "6800.134623");
  await press(tab, "Control+Alt+Digit7");
  await isTime(tab, 21, "2023-11-15 00:26:40.158380");
  await isTime(tab, 4, "2023-11-14 22:33:20.023757");
  await press(tab, "Control+Alt+Digit4");
  await openFile(tab, other);
  await isTime(tab, 3, "800.015838");
  await tab.reload();
  await upload(tab, path);
  await opened(tab, "known.pcap");
  await isTime(tab, 3, "800.015838");
  await tab.setViewport({ width: 390, height: 844 });
  await tab.waitForFunction(() => document.querySelector(".cell-time").clientWidth > 40);
});

test("marks are set, gone to and saved", async () => {
  const tab = await openList();
  for (const number of [1, 2, 3]) await down(tab, number);
  await press(tab, "Control+m");
  await tab.waitForSelector("#packet-3 [role=img][aria-label=Marked]");
  await down(tab, 4);
  await press(tab, "m");
  await down(tab, 5);
  await down(tab, 6);
  await press(tab, "m");
  await press(tab, "m");
  await press(tab, "m");
  await waitForText(tab, ".mark-count", " 3 marked");
  await press(tab, "Control+Shift+n");
  await isSelected(tab, 3);
  await press(tab, "n");
  await isSelected(tab, 4);
  await press(tab, "Control+Shift+b");
  await isSelected(tab, 3);
  await press(tab, "b");
  await isSelected(tab, 6);

  await tab.evaluate(() => delete window.showSaveFilePicker);
  const folder = file("saved");
  mkdirSync(folder);
  const session = await tab.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await tab.focus("button[title='Save packets to a file']");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector("dialog[open]");
  await tab.focus("dialog input[value=all]");
  await tab.keyboard.press("ArrowRight");
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() =>
    document.querySelector("dialog [role=status]")?.textContent.startsWith("Saved 3 packets"),
  );
  const isThere = () => readdirSync(folder).includes("known-marked.pcap");
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 50));
  const capture = await openCapture(readFileSync(join(folder, "known-marked.pcap")));
  const rows = await capture.rows();
  expect(rows.map(({ info }) => info)).toEqual([2, 3, 5].map((i) => written[i].info));
  capture.close();

  await tab.keyboard.press("Escape");
  await tab.focus("[role=grid]");
  await tab.keyboard.press("ContextMenu");
  await tab.waitForSelector("[role=menu]");
  await tab.keyboard.press("ArrowUp");
  expect(await tab.evaluate(() => document.activeElement.textContent)).toMatch(/^Clear all marks/);
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => !document.querySelector(".mark-count, [aria-label=Marked]"));
});

test("packets are found by filter, text, bytes and pattern", async () => {
  const tab = await openList();
  await press(tab, "Control+f");
  await tab.waitForSelector("#find:focus");
  const find = async (kind, text) => {
    await tab.select(".find-kind", kind);
    await tab.focus("#find");
    await tab.$eval("#find", (field) => field.select());
    await tab.keyboard.type(text);
    await tab.keyboard.press("Enter");
  };
  const note = (text) => waitForText(tab, ".find-note", text);
  const numbers = (matches) => written.flatMap((one, i) => (matches(one, i) ? [i + 1] : []));

  const ends = numbers(({ info }) => info.endsWith("Len=49"));
  expect(ends).toEqual([50, 100, 150, 200, 250, 300]);
  await find("info", "LEN=49");
  await isSelected(tab, 50);
  await note("1 of 6");
  await tab.keyboard.press("Enter");
  await isSelected(tab, 100);
  await press(tab, "Shift+Enter");
  await isSelected(tab, 50);
  await press(tab, "Shift+Enter");
  await isSelected(tab, 300);
  await note("6 of 6 · Reached the start: went on at the end.");
  await press(tab, "F3");
  await isSelected(tab, 50);
  await note("1 of 6 · Reached the end: went on at the start.");

  await tab.focus(".find-case input");
  await tab.keyboard.press(" ");
  await find("info", "LEN=49");
  await note("No packet matches.");
  // Each is looked for from packet 50 on.
  await find("hex", "33 33 33 33");
  await note("No packet matches."); // the only payload of 0x33 has one byte
  await find("hex", "0x33");
  await isSelected(tab, numbers((one, i) => i >= 50 && one.payload.includes(0x33))[0]);
  await find("filter", "udp.srcport == 20077");
  await isSelected(tab, 78);
  await find("bytes", "NNNN");
  await isSelected(tab, 79); // 28 bytes of 0x4e
  await find("info-regex", "Len=4[4-6]$");
  await isSelected(tab, 95);
  await find("details", "Source Port: 20007");
  await isSelected(tab, 8);
  await note("Reached the end: went on at the start.");

  await find("info-regex", "Len=(");
  expect(await textOf(tab, ".find-note.filter-error")).toMatch(/^Len=\( .*missing closing paren/);
  expect(await tab.$eval("#find", ({ ariaInvalid }) => ariaInvalid)).toBe("true");
  await find("filter", "udp.prot");
  await note("udp.prot no field is called udp.prot; udp.port?");
  await find("hex", "123");
  await note("Two hex digits for each byte: 47 45 54 or 47:45:54.");
  expect(await selected(tab)).toBe(8);
  await tab.keyboard.press("Escape");
  expect(await tab.evaluate(() => document.activeElement.ariaLabel)).toBe("Packets");
  expect(await tab.$(".find-bar")).toBeNull();
});

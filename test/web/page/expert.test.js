// Expert information: by severity, counted, and its rows lead to their packets.
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { inspector, openFile, textOf } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const open = inspector();
const made = join(import.meta.dirname, "../../captures/flow/expert.pcap");

async function expertOf(path) {
  const tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.click("#tab-expert");
  await tab.waitForSelector(".expert");
  return tab;
}

test("each severity with its count and rows", async () => {
  const tab = await expertOf(made);
  const parts = await tab.$$eval(".expert h3", (list) => list.map((one) => one.textContent));
  expect(parts).toEqual(["Error 5", "Warning 17", "Note 28", "Chat 21"]);
  const rows = await tab.$$eval(".expert-table tbody tr", (list) =>
    list.map((row) => [...row.cells].map((cell) => cell.textContent)),
  );
  expect(rows).toContainEqual(["2", "30", "Sequence", "TCP", "TCP Zero Window segment"]);
});

test("a click goes to the packet", async () => {
  const tab = await expertOf(made);
  const link = await tab.waitForSelector(
    "::-p-xpath(//tr[contains(., 'Connection reset')]//button)",
  );
  await link.click();
  await waitForRow(tab, 35);
  expect(await selected(tab)).toBe(35);
});

test("damage of the file is listed elsewhere", async () => {
  const tab = await expertOf(made);
  expect(await textOf(tab, "#tab-issues")).toContain("File damage");
});

// What is shown, saved to a file: all packets or those of the filter, in another format, cut.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { scratch } from "../scratch.js";
import { packets, pcap } from "../synthetic.js";
import { inspector, openFile, waitForText } from "./inspector.js";
import { waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();
const bytes = pcap(packets(20));
const path = file("traffic.pcap", bytes);
let saves = 0;

/** A tab with the capture and its dialog open, whose downloads go to a folder. */
async function dialog(before = async () => {}) {
  const tab = await open();
  // Browsers that can write to a place on disk ask for it in a window that tests cannot answer.
  await tab.evaluate(() => delete window.showSaveFilePicker);
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await before(tab);
  const folder = file(`saved-${saves}`);
  saves += 1;
  mkdirSync(folder);
  const session = await tab.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await tab.click("button[title='Save packets to a file']");
  await tab.waitForSelector("dialog[open]");
  return { tab, folder };
}

/** Saves; the name of the file and its bytes. */
async function saved({ tab, folder }) {
  await tab.click("dialog button[type=submit]");
  const isThere = () => readdirSync(folder).some((name) => !name.endsWith(".crdownload"));
  for (let waited = 0; !isThere() && waited < 100; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const [name] = readdirSync(folder);
  expect(existsSync(join(folder, name))).toBe(true);
  return { name, bytes: readFileSync(join(folder, name)) };
}

test("a copy is the same bytes", async () => {
  const shown = await dialog();
  const { name, bytes: copy } = await saved(shown);
  expect(name).toBe("traffic-copy.pcap");
  expect(copy.equals(Buffer.from(bytes))).toBe(true);
  const said = await shown.tab.$eval("dialog [role=status]", ({ innerText }) => innerText);
  expect(said).toMatch(/^Saved 20 packets, /);
});

test("what the filter shows, as pcapng, cut", async () => {
  const shown = await dialog(async (tab) => {
    await tab.focus("#filter");
    await tab.keyboard.type("frame.number <= 3");
    await tab.keyboard.press("Enter");
    await waitForText(tab, ".filter-count", "3 of 20");
  });
  await shown.tab.click("dialog input[value=pcapng]");
  await shown.tab.type("#save-cut", "5");
  const { name, bytes: some } = await saved(shown);
  expect(name).toBe("traffic-shown-cut.pcapng");
  const capture = await openCapture(some);
  expect(capture.length).toBe(3);
  expect(capture.columns.read(0, 3).capturedLength).toEqual(Uint32Array.of(0, 5, 5));
  capture.close();
});

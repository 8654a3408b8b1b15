// What is shown of a capture while it is read, and of a filter while it runs, is not what stays.
import { appendFileSync } from "node:fs";
import { beforeAll, expect, test } from "@jest/globals";
import { datagram } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { fileHeader, join, record } from "../synthetic.js";
import { inspector, opened, openFile, upload, waitForText } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const same = 3_000_000;
const count = same + 1;
const patience = 120_000;
const path = scratch()("growing.pcap", fileHeader());
const open = inspector();

beforeAll(() => {
  const ends = {
    source: { address: "192.0.2.1", port: 20_000 },
    destination: { address: "198.51.100.1", port: 40_000 },
  };
  const recordOf = (text) => {
    const payload = datagram({ ...ends, payload: new TextEncoder().encode(text) });
    return record({ seconds: 1_700_000_000, fraction: 0, payload });
  };
  const many = join(Array(100_000).fill(recordOf("one of many")));
  for (let written = 0; written < same; written += 100_000) appendFileSync(path, many);
  appendFileSync(path, recordOf("the last"));
}, patience);

test(
  "conversations are those of the whole capture, once it was read",
  async () => {
    const tab = await open();
    await upload(tab, path);
    await (await tab.waitForSelector("#tab-conversations")).click();
    const packets = ".traffic-rows .traffic-row > :nth-child(3)";
    const isFilled = (cell) => /^\d/.test(document.querySelector(cell)?.textContent);
    await tab.waitForFunction(isFilled, {}, packets);
    const early = await tab.$eval(packets, ({ textContent }) => textContent);
    expect(Number(early.replaceAll(",", ""))).toBeLessThan(count);
    await opened(tab, "growing.pcap");
    await waitForText(tab, packets, count.toLocaleString("en"));
  },
  patience,
);

test(
  "the selected packet is found when the filter has come to it",
  async () => {
    const tab = await open();
    await openFile(tab, path);
    await tab.focus("[role=grid]");
    await tab.keyboard.press("End");
    await waitForRow(tab, count);
    await tab.focus("#filter");
    await tab.keyboard.type('frame contains "the last" or frame.number <= 100');
    await tab.keyboard.press("Enter");
    await tab.waitForSelector(".filter-bar progress");
    await waitForText(tab, ".filter-count", `101 of ${count.toLocaleString("en")}`);
    await waitForRow(tab, count);
    expect(await selected(tab)).toBe(count);
  },
  patience,
);

// The I/O graph: series by display filters, the way to the packets, and a range of times as a filter.
import { expect, test } from "@jest/globals";
import { datagram } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { inspector, openFile, textOf, waitForText } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();

// Second i, of a hundred, has one packet from port 9; the fiftieth has nine more, from port 53.
const from = (port) =>
  datagram({
    source: { address: "192.0.2.1", port },
    destination: { address: "192.0.2.2", port: 7 },
    payload: new Uint8Array(18),
  });
const all = Array.from({ length: 100 }, (_, i) => {
  const seconds = 1_700_000_000 + i;
  const peak = Array.from({ length: i === 49 ? 9 : 0 }, () => ({
    seconds,
    fraction: 1000,
    payload: from(53),
  }));
  return [{ seconds, fraction: 0, payload: from(9) }, ...peak];
}).flat();
const made = file("graph.pcap", pcap(all));

async function graphOf(path) {
  const tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await tab.click("#tab-io-graph");
  await tab.waitForSelector(".graph-plot canvas");
  await tab.select(".io-graph select[aria-label=Interval]", "1s");
  await tab.select(".io-graph select[aria-label=Unit]", "packets");
  await noteHas(tab, "109 packets in intervals of 1 s.");
  return tab;
}

const noteHas = (tab, text) =>
  tab.waitForFunction(
    (wanted) => document.querySelector(".graph-note")?.textContent.includes(wanted),
    {},
    text,
  );

async function addSeries(tab, filter) {
  await tab.type(".graph-add input", filter);
  await tab.keyboard.press("Enter");
  await tab.waitForFunction(() => document.querySelector(".graph-add input")?.value === "");
  await tab.waitForFunction(
    () => !document.querySelector(".graph-legend").textContent.includes("counting"),
  );
}

async function isSelected(tab, number) {
  await tab.waitForSelector(`#packet-${number}[aria-selected=true]`);
  expect(await selected(tab)).toBe(number);
}

const rowsOf = (tab) =>
  tab.$$eval(".graph-peaks tbody tr", (rows) =>
    rows.map((row) => Array.from(row.cells, (cell) => cell.textContent)),
  );

const valueText = (tab) => tab.$eval(".graph-plot", (plot) => plot.getAttribute("aria-valuetext"));

/** Whether anything in the colour of this series is drawn. */
const isDrawn = (tab, series) =>
  tab.evaluate((at) => {
    const plot = document.querySelector(".graph-plot canvas");
    const copy = new OffscreenCanvas(plot.width, plot.height);
    const canvas = copy.getContext("2d", { willReadFrequently: true });
    canvas.drawImage(plot, 0, 0);
    const { color } = getComputedStyle(document.querySelectorAll(".graph-line")[at]);
    const [red, green, blue] = color.match(/\d+/g).map(Number);
    const { data } = canvas.getImageData(0, 0, plot.width, plot.height);
    for (let i = 0; i < data.length; i += 4) {
      const isSame = data[i] === red && data[i + 1] === green && data[i + 2] === blue;
      if (isSame && data[i + 3] === 255) return true;
    }
    return false;
  }, series);

test("a series by a filter, a peak, and the way to its first packet", async () => {
  const tab = await graphOf(made);
  await addSeries(tab, "udp.srcport == 53");
  expect((await rowsOf(tab))[0]).toEqual(["2023-11-14 22:14:09", "50", "10 packets", "9 packets"]);
  expect(await rowsOf(tab)).toHaveLength(5);
  expect(await isDrawn(tab, 0)).toBe(true);
  expect(await isDrawn(tab, 1)).toBe(true);
  await tab.click("[aria-label='Remove udp.srcport == 53']");
  await tab.waitForFunction(() => document.querySelectorAll(".graph-series").length === 1);
  await addSeries(tab, "udp.srcport == 53");
  await tab.click(".graph-peaks .link");
  await isSelected(tab, 50);
  // What was chosen is there when another tab was shown.
  await tab.click("#tab-capture");
  await tab.click("#tab-io-graph");
  expect(await textOf(tab, ".graph-legend")).toContain("udp.srcport == 53");
  await noteHas(tab, "109 packets in intervals of 1 s.");
});

test("keys move the cursor, go to a packet and select a range, which becomes a filter", async () => {
  const tab = await graphOf(made);
  await tab.type("#filter", "udp.srcport == 9");
  await tab.keyboard.press("Enter");
  await noteHas(tab, "Only shown packets are counted. 100 packets in intervals of 1 s.");
  await tab.focus(".graph-plot");
  await tab.keyboard.press("Home");
  await tab.keyboard.press("ArrowRight");
  expect(await valueText(tab)).toBe("2023-11-14 22:13:21 UTC: 1 packet");
  await tab.keyboard.press("Enter");
  await isSelected(tab, 2);
  await tab.keyboard.down("Shift");
  for (let i = 0; i < 3; i++) await tab.keyboard.press("ArrowRight");
  await tab.keyboard.up("Shift");
  expect(await textOf(tab, ".graph-cursor")).toContain(
    "2023-11-14 22:13:21 to 2023-11-14 22:13:25 UTC: 4 packets",
  );
  await tab.click(".graph-filter");
  await waitForText(tab, ".filter-count", "4 of 109");
  expect(await tab.$eval("#filter", (field) => field.value)).toBe(
    "udp.srcport == 9 and (frame.time_epoch >= 1700000001.000000000 and frame.time_epoch <= 1700000004.999999999)",
  );
  await noteHas(tab, "4 packets in intervals of 1 s.");
});

test("a pointer marks a range, and a click on the peak goes to its first packet", async () => {
  const tab = await graphOf(made);
  const { x, y, width, height } = await (await tab.$(".u-over")).boundingBox();
  const at = (share) => x + width * share;
  const middle = y + height / 2;
  await tab.mouse.click(at(0.495), middle); // 100 s: the peak is from 0.49 to 0.5
  await isSelected(tab, 50);
  await tab.mouse.move(at(0.305), middle);
  await tab.mouse.down();
  await tab.mouse.move(at(0.4), middle);
  await tab.mouse.move(at(0.555), middle);
  await tab.mouse.up();
  expect(await textOf(tab, ".graph-cursor")).toContain("22:13:50 to 2023-11-14 22:14:16");
  // The drag was no click.
  expect(await selected(tab)).toBe(50);
});

test("another theme has the plot drawn in its colours", async () => {
  const tab = await graphOf(made);
  const colour = () => tab.$eval(".graph-line", (line) => getComputedStyle(line).color);
  const before = await colour();
  await tab.click("[aria-label^='Change to']");
  expect(await colour()).not.toBe(before);
  expect(await isDrawn(tab, 0)).toBe(true);
});

test("what is no filter is said there and not added", async () => {
  const tab = await graphOf(made);
  await tab.type(".graph-add input", "udp.srcport == ");
  await tab.keyboard.press("Enter");
  await tab.waitForSelector(".graph-add input[aria-invalid=true]");
  expect(await textOf(tab, "#graph-filter-message")).not.toBe("");
  expect(await tab.$$(".graph-series")).toHaveLength(1);
});

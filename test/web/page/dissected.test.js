// The layers of a packet and its bytes, against datagrams the test wrote.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { inspector, openFile, waitForText } from "./inspector.js";
import { waitForRow } from "./rows.js";

const written = datagrams(40);
const badLength = Uint8Array.from(written[0].payload);
badLength[14] = 0x41; // a header of 4 bytes
written.push({ ...written[0], payload: badLength });
const path = scratch()("datagrams.pcap", pcap(written));
const open = inspector();

let tab;
beforeEach(async () => {
  tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
  await select(40);
});

async function select(number) {
  await tab.click("#go-to", { count: 3 }); // what stood there is overwritten
  await tab.keyboard.type(`${number}\n`);
  await tab.waitForSelector(`[aria-label="Layers of packet ${number}"] .tree-line`);
}

const line = (name) => `.tree-line[title="${name}"]`;
const namesInSight = () => tab.$$eval(".tree-line", (lines) => lines.map(({ title }) => title));
const selectedName = () =>
  tab.$eval(".layer-tree", (tree) => {
    const named = document.getElementById(tree.getAttribute("aria-activedescendant"));
    const lines = Array.from(tree.querySelectorAll("[aria-selected=true]"));
    if (lines.length !== 1 || lines[0] !== named) throw new Error(`${lines.length} are selected`);
    return named.title;
  });
const marked = () =>
  tab.$$eval(".hex-bytes mark", (marks) => marks.map((mark) => mark.textContent).join(" "));
const hex = (number, from, to) =>
  Buffer.from(written[number - 1].payload.subarray(from, to))
    .toString("hex")
    .replaceAll(/..(?=.)/g, "$& ");

/** Clicks a byte in the lines of hex. */
async function clickByte(byte) {
  const point = await tab.$eval(
    ".hex-view",
    (view, at) => {
      const bytes = view.querySelectorAll(".hex-bytes")[Math.floor(at / 16)];
      const { left, top, width } = bytes.getBoundingClientRect();
      const column = (at % 16) * 3 + (at % 16 >= 8 ? 1 : 0) + 0.5;
      return [left + (column * width) / 48, top + 5];
    },
    byte,
  );
  await tab.mouse.click(...point);
}

test("layers in their order, the innermost protocol open", async () => {
  expect(await namesInSight()).toEqual(expect.arrayContaining(["eth", "ip", "udp"]));
  const layers = await tab.$$eval(".tree-layer", (lines) => lines.map(({ title }) => title));
  expect(layers).toEqual(["eth", "ip", "udp", "data"]);
  expect(await namesInSight()).toContain("udp.srcport");
  expect(await namesInSight()).not.toContain("eth.dst");
  const { source, destination } = written[39];
  await waitForText(
    tab,
    `${line("ip")} .tree-text`,
    `Internet Protocol Version 4, Src: ${source}, Dst: ${destination}`,
  );
});

test.each([
  ["eth", 0, 14],
  ["ip", 14, 34],
  ["udp", 34, 42],
])("%s marks its bytes", async (name, from, to) => {
  await tab.click(line(name));
  const shown = (await marked()).replaceAll(/ +/g, " ");
  expect(shown).toBe(hex(40, from, to));
});

test.each([
  [5, "eth.dst"],
  [22, "ip.ttl"],
  [26, "ip.src"],
  [37, "udp.dstport"],
])("byte %i leads to its field", async (byte, name) => {
  await clickByte(byte);
  expect(await selectedName()).toBe(name);
});

describe("keys", () => {
  const press = async (key) => {
    await tab.keyboard.press(key);
    return selectedName();
  };

  test("arrows go through the tree, open and close it", async () => {
    await tab.focus(".layer-tree");
    expect(await press("ArrowDown")).toBe("eth");
    expect(await press("ArrowRight")).toBe("eth");
    expect(await namesInSight()).toContain("eth.dst");
    expect(await press("ArrowRight")).toBe("eth.dst");
    expect(await press("ArrowLeft")).toBe("eth");
    expect(await press("ArrowLeft")).toBe("eth");
    expect(await namesInSight()).not.toContain("eth.dst");
    expect(await press("ArrowDown")).toBe("ip");
    expect(await press("End")).not.toBe("ip");
    expect(await press("Home")).toBe("eth");
    expect(await press("Enter")).toBe("eth");
    expect(await namesInSight()).toContain("eth.dst");
  });
});

test("another packet shows what was open and selected in this one", async () => {
  await clickByte(34);
  expect(await selectedName()).toBe("udp.srcport");
  await select(38);
  expect(await selectedName()).toBe("udp.srcport");
  expect(await marked()).toBe(hex(38, 34, 36));
});

test("expert info is in the tree, and a malformed row is marked", async () => {
  await select(41);
  const noted = () =>
    tab.$$eval(".tree-noted", (lines) => lines.map((one) => [one.title, one.textContent]));
  expect((await noted()).map(([name]) => name)).toEqual(["_ws.malformed", "_ws.expert"]);
  expect((await noted()).at(-1)[1]).toMatch(/Malformed Packet \(Exception occurred\)/);
  await tab.waitForSelector("#packet-41.malformed-row");
});

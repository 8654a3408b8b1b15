// Another capture compared with the open one: what differs, what counts, and the way to the packets.
import { expect, test } from "@jest/globals";
import { scratch } from "../scratch.js";
import { packets, pcap } from "../synthetic.js";
import { inspector, openFile, textOf } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();

// No two have the same bytes.
const all = packets(400, { payloadLimit: 300 }).map((packet, i) => ({
  ...packet,
  payload: Uint8Array.of(i >> 8, i, ...packet.payload),
  originalLength: packet.originalLength + 2,
}));
const later = ({ seconds, ...rest }) => ({ ...rest, seconds: seconds + 3600 });
const others = all.map((packet, i) => (i === 299 ? later(packet) : packet));
const own = { ...later(all[0]), payload: Uint8Array.of(255, 255, 255), originalLength: 3 };
// Without the second; the eleventh behind the twentieth; one more at the end.
const [eleventh] = others.splice(10, 1);
others.splice(19, 0, eleventh);
others.splice(1, 1);
others.push(own);
const a = file("a.pcap", pcap(all));
const b = file("b.pcap", pcap(others));

async function comparing(first, second) {
  const tab = await open();
  await openFile(tab, first);
  await tab.click("#tab-compare");
  await compareWith(tab, second);
  return tab;
}

async function compareWith(tab, second) {
  await (await tab.waitForSelector(".comparison input[type=file]")).uploadFile(second);
  await isDone(tab);
}

const isDone = (tab) =>
  tab.waitForFunction(
    () =>
      document.querySelector(".comparison") && !document.querySelector(".comparison [role=status]"),
  );

const rowsOf = (tab) =>
  tab.$$eval(".comparison-table tbody tr", (rows) =>
    rows.map((row) => Array.from(row.children, (cell) => cell.innerText.trim()).join("|")),
  );

const choose = (tab, value) =>
  tab.$eval(`.comparison input[value="${value}"]`, (input) => input.click());

test("lists what differs, counts it, and leads to the packets", async () => {
  const tab = await comparing(a, b);
  const size = (i) => `${all[i].payload.length}`;
  expect((await rowsOf(tab)).sort()).toEqual(
    [
      `Changed|300|299|${size(299)}|${size(299)}|time`,
      `Moved|11|19|${size(10)}|${size(10)}|place`,
      `Only in A|2||${size(1)}||`,
      "Only in B||400||3|",
    ].sort(),
  );
  const counts = "All 4 Changed 1 Moved 1 Only in A 1 Only in B 1";
  expect(await textOf(tab, ".comparison-bar ~ .comparison-bar")).toContain(counts);
  expect(await textOf(tab, ".comparison-bar ~ .comparison-bar")).toContain("397 the same");
  await choose(tab, "changed");
  expect(await rowsOf(tab)).toHaveLength(1);
  await tab.click(".comparison-table .link");
  await waitForRow(tab, 300);
  expect(await selected(tab)).toBe(300);
});

test("what may differ does not count, and the answer is there when the view is shown again", async () => {
  const tab = await comparing(a, b);
  await tab.click(".comparison-bar input[type=checkbox]"); // times
  await tab.waitForFunction(() =>
    document.querySelector(".comparison-bar ~ .comparison-bar")?.innerText.includes("Changed 0"),
  );
  await tab.click("#tab-capture");
  await tab.click("#tab-compare");
  expect(await textOf(tab, ".comparison-bar ~ .comparison-bar")).toContain("398 the same");
  await compareWith(tab, a);
  expect(await textOf(tab, ".comparison .nothing")).toBe("There is no difference.");
});

test("what is no capture is said, and a name is shown as text", async () => {
  const hostile = "<img src=x onerror=alert(1)>\u202e.pcap";
  const tab = await comparing(a, file(hostile, "no capture at all"));
  expect(await textOf(tab, ".comparison")).toContain("<img src=x onerror=alert(1)>\\u202e.pcap");
  expect(await tab.$(".comparison img")).toBeNull();
  expect(await textOf(tab, ".comparison .failure-message")).toMatch(
    /^This is not a packet capture/,
  );
});

// Issues: that they are counted, listed, and lead to their packets; and the summary next to them.
import { expect, test } from "@jest/globals";
import { scratch } from "../scratch.js";
import { packets, pcap } from "../synthetic.js";
import { inspector, openFile, textOf } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();

const damaged = packets(2000);
damaged[1499].fraction = 1_500_000; // More than a second, at packet 1500.
const whole = pcap(damaged, { thiszone: 3600 });
const path = file("damaged.pcap", whole.subarray(0, whole.length - 1)); // Ends inside packet 2000.

async function listing(capture) {
  const tab = await open();
  await openFile(tab, capture);
  await waitForRow(tab, 1);
  await tab.click(".issue-button");
  await tab.waitForSelector(".issue");
  return tab;
}

test("each issue with its severity, offset and message", async () => {
  const tab = await listing(path);
  expect(await textOf(tab, ".issue-button")).toBe("3 issues");
  const issues = await tab.$$eval(".issue", (list) =>
    list.map((issue) => [
      issue.title,
      issue.querySelector(".severity").textContent,
      issue.querySelector(".link")?.textContent,
      issue.querySelector(".issue-message").textContent,
    ]),
  );
  const sentence = expect.stringMatching(/^[A-Z].*\.$/);
  expect(issues).toHaveLength(3);
  expect(issues).toEqual(
    expect.arrayContaining([
      ["time_zone_not_applied", "note", null, expect.stringContaining("3600")],
      ["fraction_above_second", "warning", "packet 1,500", expect.stringContaining("1500000")],
      ["truncated_packet", "error", "packet 2,000", sentence],
    ]),
  );
});

test("a click goes to the packet", async () => {
  const tab = await listing(path);
  await tab.click('[title="fraction_above_second"] .link');
  await waitForRow(tab, 1500);
  expect(await selected(tab)).toBe(1500);
  expect(await tab.$(".issue")).not.toBeNull(); // The list stays, for the next one.
});

test("of many issues the first are listed and all are counted", async () => {
  const many = packets(1500).map((packet) => ({ ...packet, fraction: 1_000_000 }));
  const tab = await listing(file("many.pcap", pcap(many)));
  expect(await textOf(tab, ".issue-button")).toBe("1,500 issues");
  expect(await textOf(tab, ".issues .quiet")).toBe("The first 1,000 of 1,500 issues are listed.");
  const listed = () => tab.$$eval(".issue", (list) => list.length);
  expect(await listed()).toBe(200);
  await tab.click(".issues > .button");
  await tab.waitForFunction(() => document.querySelectorAll(".issue").length === 400);
});

test("no issues", async () => {
  const tab = await open();
  await openFile(tab, file("sound.pcap", pcap(packets(3))));
  expect(await textOf(tab, ".no-issues")).toBe("No issues");
  expect(await tab.$(".issue-button")).toBeNull();
});

test("the summary of the capture", async () => {
  const tab = await open();
  const [first, last] = [100, 4000].map((seconds) => ({
    seconds,
    fraction: 7,
    payload: new Uint8Array(10),
    originalLength: 600,
  }));
  const header = { order: "big", unit: "nsec", snaplen: 65_535, linkType: 101 };
  await openFile(tab, file("summed.pcap", pcap([last, first], header)));
  await tab.waitForSelector(".summary .fact:nth-child(7)"); // The sums come after a walk.
  const summary = await textOf(tab, ".summary");
  expect(summary).toMatch(/Format pcap 2\.4 Times in nanoseconds Byte order big endian/);
  expect(summary).toMatch(/Snaplen 65,535 bytes Interfaces 0 RAW .*\(link type 101\)/);
  expect(summary).toMatch(/Packets 2 File size 76 bytes/);
  expect(summary).toMatch(/Captured 20 bytes On the wire 1,200 bytes/);
  expect(summary).toMatch(/Earliest 1970-01-01 00:01:40\.000000007 UTC/);
  expect(summary).toMatch(/Latest 1970-01-01 01:06:40\.000000007 UTC/);
  expect(summary).toMatch(/ Duration 1:05:00\.000000000$/);
});

// Several captures open at once, each in a tab.
import { truncateSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { fileHeader, packets, pcap } from "../synthetic.js";
import { browsers } from "./browsers.js";
import { inspector, opened, openFile, textOf, upload, waitForText } from "./inspector.js";
import { firstRowInSight, scrollTo, selected, waitForRow } from "./rows.js";

const file = scratch();
const first = file("first.pcap", pcap(datagrams(3000)));
const second = file("second.pcap", pcap(datagrams(800)));

/** What the tabs say: their names, and which of them is selected. */
const tabsOf = (tab) =>
  tab.$$eval(".capture-tabs [role=tab]", (all) =>
    all.map((one) => one.textContent + (one.ariaSelected === "true" ? " *" : "")),
  );

async function openTwo(open) {
  const tab = await open();
  await openFile(tab, first);
  expect(await tab.$(".capture-tabs")).toBeNull();
  await openFile(tab, second);
  expect(await tabsOf(tab)).toEqual(["first.pcap", "second.pcap *"]);
  return tab;
}

async function apply(tab, filter) {
  await tab.focus("#filter");
  await tab.$eval("#filter", (field) => field.select());
  await tab.keyboard.type(filter);
  await tab.keyboard.press("Enter");
}

async function show(tab, name) {
  const [one] = await tab.$$(`.capture-tabs ::-p-text(${name})`);
  await one.click();
  await opened(tab, name);
}

const hashOf = (tab) => decodeURIComponent(new URL(tab.url()).hash.replaceAll("+", " "));

describe.each(browsers())("%s", (_, launch) => {
  const open = inspector({ launch });

  test("each keeps its filter, its selection, its view and where it was scrolled to", async () => {
    const tab = await openTwo(open);
    await show(tab, "first.pcap");
    await apply(tab, "udp.srcport == 20007");
    await waitForText(tab, ".filter-count", "3 of 3,000");
    await waitForRow(tab, 8);
    await tab.click("#packet-8");
    await waitForText(tab, ".packet h2", "Packet 8");
    await show(tab, "second.pcap");
    expect(hashOf(tab)).toBe("");
    expect(await tab.$(".filter-count")).toBeNull();
    await waitForRow(tab, 1);
    expect(await selected(tab)).toBeUndefined();
    await tab.waitForSelector("#tab-capture[aria-selected=true]");
    await tab.click("#packet-2");
    await waitForText(tab, ".packet h2", "Packet 2");
    await tab.type("#filter", "not applied");
    await scrollTo(tab, 24 * 400);
    await waitForRow(tab, 401);
    await show(tab, "first.pcap");
    expect(hashOf(tab)).toBe("#filter=udp.srcport == 20007");
    await waitForText(tab, ".filter-count", "3 of 3,000");
    await waitForText(tab, ".packet h2", "Packet 8");
    await waitForRow(tab, 8);
    expect(await selected(tab)).toBe(8);
    await show(tab, "second.pcap");
    await waitForRow(tab, 401);
    expect(await firstRowInSight(tab)).toBe(401);
    expect(await tab.$eval("#filter", ({ value }) => value)).toBe("not applied");
    expect(await tab.evaluate(() => packetglass.capture.length)).toBe(800);
  });

  test("Back leads through filters and captures, and gives none the filter of another", async () => {
    const tab = await openTwo(open);
    await apply(tab, "udp.srcport == 20007");
    await waitForText(tab, ".filter-count", "1 of 800");
    await show(tab, "first.pcap");
    await apply(tab, "udp.srcport == 20008");
    await waitForText(tab, ".filter-count", "3 of 3,000");
    await tab.goBack();
    await tab.waitForFunction(() => !document.querySelector(".filter-count"));
    expect(await tabsOf(tab)).toEqual(["first.pcap *", "second.pcap"]);
    await tab.goBack();
    await waitForText(tab, ".filter-count", "1 of 800");
    expect(await tabsOf(tab)).toEqual(["first.pcap", "second.pcap *"]);
    await tab.goForward();
    await tab.goForward();
    await waitForText(tab, ".filter-count", "3 of 3,000");
    // Entries of a capture that was closed are of no other.
    await tab.evaluate(() => packetglass.close());
    await opened(tab, "second.pcap");
    await waitForText(tab, ".filter-count", "1 of 800");
    await tab.goBack();
    await tab.waitForFunction(() => location.hash === "#filter=udp.srcport+%3D%3D+20007");
    await waitForText(tab, ".filter-count", "1 of 800");
  });
});

const open = inspector();

test("arrows show the next, Delete closes one and leads back to the one before", async () => {
  const tab = await openTwo(open);
  const closed = await tab.evaluateHandle(() => packetglass.capture);
  await tab.focus(".capture-tabs [aria-selected=true]");
  const focused = () => tab.evaluate(() => document.activeElement.textContent);
  await tab.keyboard.press("ArrowRight");
  await opened(tab, "first.pcap");
  expect(await focused()).toBe("first.pcap");
  await tab.keyboard.press("ArrowLeft");
  await opened(tab, "second.pcap");
  await tab.keyboard.press("Tab");
  expect(await tab.evaluate(() => document.activeElement.ariaLabel)).toBe("Close second.pcap");
  await tab.keyboard.press("Delete");
  await opened(tab, "first.pcap");
  expect(await tab.$(".capture-tabs")).toBeNull();
  expect(await tab.title()).toBe("first.pcap – packetglass");
  const refusal = (old) => old.packet(0).catch(({ code }) => code);
  expect(await tab.evaluate(refusal, closed)).toBe("closed");
});

test("several files that are chosen or dropped at once", async () => {
  const tab = await open();
  const field = await tab.$("input[type=file]");
  await field.uploadFile(first, second);
  await opened(tab, "second.pcap");
  await tab.evaluate(
    (bytes) => {
      const dataTransfer = new DataTransfer();
      for (const name of ["a.pcap", "b.pcap"]) {
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      }
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    },
    Array.from(pcap(packets(5))),
  );
  await opened(tab, "b.pcap");
  expect(await tabsOf(tab)).toEqual(["first.pcap", "second.pcap", "a.pcap", "b.pcap *"]);
  await show(tab, "a.pcap");
  expect(await textOf(tab, ".opened-size")).toMatch(/^5 packets · /);
});

test("cancelling leads back to the capture before", async () => {
  const large = file("large.pcap", fileHeader());
  truncateSync(large, 6 * 2 ** 30); // Zeros, which take no space on disk, are empty packets.
  const tab = await open();
  await openFile(tab, first);
  await upload(tab, large);
  await tab.waitForSelector(".reading progress");
  await tab.waitForFunction(() =>
    /^large\.pcap\d+ %$/.test(
      document.querySelector(".capture-tab-current [role=tab]").textContent,
    ),
  );
  await (await tab.$(".reading .button")).click();
  await opened(tab, "first.pcap");
  expect(await tab.$(".capture-tabs")).toBeNull();
});

test("what cannot be opened has a tab until something else is opened", async () => {
  const tab = await openTwo(open);
  await upload(tab, file("notes.txt", new TextEncoder().encode("no capture\n")));
  expect(await textOf(tab, ".failure h2")).toBe("notes.txt could not be opened");
  expect(await tabsOf(tab)).toEqual(["first.pcap", "second.pcap", "notes.txt *"]);
  await show(tab, "first.pcap");
  await openFile(tab, file("third.pcap", pcap(packets(5))));
  expect(await tabsOf(tab)).toEqual(["first.pcap", "second.pcap", "third.pcap *"]);
});

// Opening a capture in the page: the ways to, what is said when it cannot be, and the way out.
import { truncateSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { compressed } from "../compress.js";
import { scratch } from "../scratch.js";
import { fileHeader, packets, pcap } from "../synthetic.js";
import { drop, inspector, misdeeds, opened, openFile, textOf, upload } from "./inspector.js";

const file = scratch();
const seven = file("seven.pcap", pcap(packets(7)));
const eight = file("eight.pcap", pcap(packets(8)));
const text = new TextEncoder().encode("This is a plain text file, and no capture at all.\n");

const open = inspector({ captures: new Map([["a b%1.pcap", eight]]) });

test("a file that is chosen", async () => {
  const tab = await open();
  expect(await textOf(tab, ".empty")).toContain("The file is read in this tab and never uploaded.");
  await openFile(tab, seven);
  expect(await textOf(tab, ".opened-size")).toMatch(/^7 packets · /);
  expect(await tab.title()).toBe("seven.pcap – packetglass");
});

test("only the page's own files are requested, those of the worker too", async () => {
  const tab = await open();
  await openFile(tab, seven);
  const extensions = tab.requested.map((url) => url.slice(url.lastIndexOf(".") + 1));
  expect(extensions).toEqual(expect.arrayContaining(["js", "css", "wasm"]));
  expect(tab.requested.filter((url) => /worker-[^/]*\.js$/.test(url))).toHaveLength(1);
});

test("a file that is dropped", async () => {
  const tab = await open();
  await drop(tab, "dropped.pcap", pcap(packets(5)));
  await opened(tab, "dropped.pcap");
  expect(await textOf(tab, ".opened-size")).toMatch(/^5 packets · /);
  expect(await tab.$(".drop-overlay")).toBeNull();
});

test("captures compressed by xz and bzip2 that are dropped load what decompresses them", async () => {
  const tab = await open();
  const loaded = () => tab.requested.filter((url) => /decompress-[^/]*\.wasm$/.test(url)).length;
  await drop(tab, "plain.pcap", pcap(packets(5)));
  await opened(tab, "plain.pcap");
  expect(loaded()).toBe(0);
  for (const kind of ["xz", "bzip2"]) {
    await drop(tab, `dropped.${kind}`, compressed[kind]);
    await opened(tab, `dropped.${kind}`);
    expect(await textOf(tab, ".opened-size")).toMatch(/^24 packets · /);
  }
  expect(loaded()).toBeGreaterThan(0);
});

test("a file that is held over the page shows where it would go", async () => {
  const tab = await open();
  await tab.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], "held.pcap"));
    document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true }));
  });
  expect(await textOf(tab, ".drop-overlay")).toBe("Drop the capture to open it");
});

test("a text file: the error, its code and its offset", async () => {
  const tab = await open();
  await upload(tab, file("notes.txt", text));
  expect(await textOf(tab, ".failure h2")).toBe("notes.txt could not be opened");
  expect(await textOf(tab, ".failure-message")).toMatch(/^[A-Z].*\.$/);
  expect(await textOf(tab, ".failure-position")).toMatch(/^unknown_format ?at byte offset 0$/);
  expect(await tab.evaluate(() => packetglass.capture)).toBeUndefined();
});

test("a capture is closed, and leaves an empty page", async () => {
  const tab = await open();
  await openFile(tab, seven);
  const first = await tab.evaluateHandle(() => packetglass.capture);
  await tab.click('.opened [aria-label="Close seven.pcap"]');
  await tab.waitForSelector(".empty");
  expect(await tab.title()).toBe("packetglass");
  const refusal = (old) => old.packet(0).catch(({ code }) => code);
  expect(await tab.evaluate(refusal, first)).toBe("closed");
});

test("a capture after an error, and an error after a capture", async () => {
  const tab = await open();
  await drop(tab, "notes.txt", text);
  await tab.waitForSelector(".failure");
  await openFile(tab, seven);
  expect(await tab.$(".failure")).toBeNull();
  await drop(tab, "notes.txt", text);
  await tab.waitForSelector(".failure");
  expect(await tab.$(".capture")).toBeNull();
});

test("opening a large file can be cancelled", async () => {
  const large = file("large.pcap", fileHeader());
  truncateSync(large, 6 * 2 ** 30); // Zeros, which take no space on disk, are empty packets.
  const tab = await open();
  await upload(tab, large);
  // Its first packets are there while the rest is read.
  await tab.waitForSelector(".reading progress");
  await tab.waitForFunction(() => document.querySelector("#packet-1 .cell-protocol"));
  const packetsRead = async () =>
    Number.parseInt((await textOf(tab, ".opened-size")).replaceAll(",", ""), 10);
  const first = await packetsRead();
  expect(first).toBeGreaterThan(0);
  await tab.waitForFunction(
    (before) =>
      Number.parseInt(document.querySelector(".opened-size").textContent.replaceAll(",", ""), 10) >
      before,
    {},
    first,
  );
  await (await tab.$(".reading .button")).click();
  await tab.waitForSelector(".empty", { timeout: 2000 });
  await openFile(tab, seven);
  expect(await textOf(tab, ".opened-size")).toMatch(/^7 packets · /);
});

test("?open= with a capture of the page's server", async () => {
  const tab = await open({ query: `?open=${encodeURIComponent("/capture/a%20b%251.pcap")}` });
  await opened(tab, "a b%1.pcap");
  expect(await textOf(tab, ".opened-size")).toMatch(/^8 packets · /);
});

test.each([
  "https://example.invalid/x.pcap",
  "//example.invalid/x.pcap",
  "/\\example.invalid/x.pcap",
  "blob:https://example.invalid/x",
  "file:///etc/hostname",
])("?open=%s is refused and nothing is requested", async (address) => {
  const tab = await open({ query: `?open=${encodeURIComponent(address)}` });
  expect(await textOf(tab, ".failure-message")).toBe(
    "Only a path on the page's own server can be opened by a link.",
  );
  const [, ...later] = tab.requested; // The first is the page itself.
  expect(later.filter((url) => !/\.(js|css|svg|wasm)$/.test(url))).toEqual([]);
});

test("the console's open() has the capture at hand when it resolves", async () => {
  const tab = await open();
  const length = (content) =>
    packetglass.open(new Blob([Uint8Array.from(content)])).then(() => packetglass.capture.length);
  expect(await tab.evaluate(length, Array.from(pcap(packets(3))))).toBe(3);
  expect(await tab.evaluate(length, Array.from(pcap(packets(4))))).toBe(4);
});

test("the watch after every test sees errors and violations", async () => {
  const tab = await open();
  await tab.evaluate(async () => {
    document.body.setAttribute("style", "color: red");
    await fetch("http://example.invalid/").catch(() => console.error("refused"));
  });
  const found = await misdeeds(tab);
  expect(found).toContain("violation: style-src-attr inline");
  expect(found).toContain("violation: connect-src http://example.invalid/");
  expect(found).toContain("console: refused");
});

test("the watch after every test sees requests to other origins", async () => {
  const tab = await open({ prepare: (blank) => blank.setBypassCSP(true) });
  await tab.evaluate(() => fetch("http://127.0.0.1:1/x").catch(() => {}));
  expect(await misdeeds(tab)).toContain("request: http://127.0.0.1:1/x");
});

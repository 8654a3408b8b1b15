// What was sent over HTTP: listed as text, found in the packets, and saved under safe names.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { lines } from "../../captures/flow/http.mjs";
import { answer, captured, get } from "../http-objects.js";
import { scratch } from "../scratch.js";
import { packets, pcap } from "../synthetic.js";
import { inspector, openFile, textOf } from "./inspector.js";
import { selected, waitForRow } from "./rows.js";

const file = scratch();
const open = inspector();

const page = "<p>A page.</p>";
const packed = gzipSync(page);
const hostile = "<img src=//a.example onerror=alert(1)>";
const response = Buffer.concat([
  Buffer.from(
    lines("HTTP/1.1 200 OK", "Content-Encoding: gzip", `Content-Length: ${packed.length}`),
  ),
  packed,
]);
const path = file(
  "objects.pcap",
  captured(
    [
      ["c", get("/a/page.html?x") + get(`/..${hostile}`)],
      ["s", response],
      ["s", answer("never shown", `Content-Type: text/html; ${hostile}`)],
    ],
    [["s", `${lines("HTTP/1.1 200 OK", "Content-Encoding: gzip", "Content-Length: 99")}cut`]],
  ),
);

async function listing(capture) {
  const tab = await open();
  await openFile(tab, capture);
  await waitForRow(tab, 1);
  await tab.click("#tab-objects");
  await tab.waitForSelector(".objects-table, .nothing:not([role=status])");
  return tab;
}

const rowsOf = (tab) =>
  tab.$$eval(".objects-table tbody tr", (rows) =>
    rows.map((row) => Array.from(row.children, (cell) => cell.innerText.trim())),
  );

/** Saves a body; its file. */
async function saved(tab, row, name) {
  const folder = file(`saved-${row}`);
  mkdirSync(folder);
  const session = await tab.createCDPSession();
  await session.send("Page.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await tab.click(`.objects-table tbody tr:nth-child(${row}) td:last-child .link`);
  for (let waited = 0; !existsSync(join(folder, name)) && waited < 100; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(readdirSync(folder)).toEqual([name]);
  return readFileSync(join(folder, name), "utf8");
}

test("each object with its packet, protocol, host, target, type and size", async () => {
  const tab = await listing(path);
  const host = "www.example.org";
  const words = ["never shown".length, packed.length].map((size) => `${size} B`);
  expect(await rowsOf(tab)).toEqual([
    ["5", "HTTP", host, "/a/page.html?x", "", words[1], "Save"],
    ["6", "HTTP", host, `/..${hostile}`, `text/html; ${hostile}`, words[0], "Save"],
    ["11", "HTTP", "", "", "", "3 B", "Save not all of it"],
  ]);
  expect(await tab.$(".objects img")).toBeNull();
});

test("a click goes to the packet", async () => {
  const tab = await listing(path);
  await tab.click(".objects-table tbody tr:nth-child(2) .link");
  await waitForRow(tab, 6);
  expect(await selected(tab)).toBe(6);
  expect(await tab.$(".objects-table")).not.toBeNull(); // The list stays, for the next one.
});

test("a body is saved decoded where it can be, under a name that is safe", async () => {
  const tab = await listing(path);
  expect(await saved(tab, 1, "0001-page.html")).toBe(page);
  expect(await saved(tab, 2, "0002-a.example_onerror_alert_1__.html")).toBe("never shown");
  expect(await saved(tab, 3, "0003-object")).toBe("cut");
});

test("nothing was sent", async () => {
  const tab = await listing(file("none.pcap", pcap(packets(3))));
  expect(await textOf(tab, ".nothing")).toBe("Nothing was sent over HTTP, FTP, TFTP or SMTP.");
});

// Protocols, conversations and endpoints, against datagrams the test wrote.
import { beforeEach, expect, test } from "@jest/globals";
import { datagrams } from "../datagrams.js";
import { scratch } from "../scratch.js";
import { pcap } from "../synthetic.js";
import { inspector, openFile } from "./inspector.js";
import { waitForRow } from "./rows.js";

const written = datagrams(600);
const path = scratch()("datagrams.pcap", pcap(written));
const open = inspector();

let tab;
beforeEach(async () => {
  tab = await open();
  await openFile(tab, path);
  await waitForRow(tab, 1);
});

/** Packets and bytes of each pair of addresses, or of each address, by these. */
function expectedSums(keysOf) {
  const sums = new Map();
  for (const packet of written) {
    for (const key of keysOf(packet)) {
      const { packets = 0, bytes = 0 } = sums.get(key) ?? {};
      sums.set(key, { packets: packets + 1, bytes: bytes + packet.originalLength });
    }
  }
  return sums;
}

const pairOf = ({ source, destination }) => [source, destination].sort().join(" ");

async function rowsOf(tabName) {
  await tab.click(`#tab-${tabName}`);
  await tab.waitForFunction(() => {
    const rows = Array.from(document.querySelectorAll(".traffic-rows .traffic-row"));
    return rows.length > 3 && rows.every((row) => row.children[0].textContent !== "…");
  });
  return tab.$$eval(".traffic-rows .traffic-row", (rows) =>
    rows.map((row) => Array.from(row.children, (cell) => cell.textContent)),
  );
}

test("protocols by what they were in", async () => {
  await tab.click("#tab-protocols");
  await tab.waitForSelector(".hierarchy-table tbody tr");
  const rows = await tab.$$eval(".hierarchy-table tbody tr", (all) =>
    all.map((row) => [row.children[0].textContent, row.children[1].textContent]),
  );
  expect(rows.slice(0, 3)).toEqual([
    ["eth", "600"],
    ["ip", "600"],
    ["udp", "600"],
  ]);
});

test("conversations of IP, most bytes first", async () => {
  const sums = expectedSums((packet) => [pairOf(packet)]);
  const rows = await rowsOf("conversations");
  const first = Math.max(...Array.from(sums.values(), ({ bytes }) => bytes));
  for (const [a, b, packets, bytes] of rows) {
    const sum = sums.get([a, b].sort().join(" "));
    expect([packets, bytes]).toEqual([String(sum.packets), shown(sum.bytes)]);
  }
  expect(rows[0][3]).toBe(shown(first));
  expect(await tab.$eval(".traffic-bar .quiet", (one) => one.textContent)).toBe(
    `${sums.size} conversations`,
  );
});

test("endpoints of UDP have ports", async () => {
  await tab.click("#tab-endpoints");
  await tab.waitForSelector(".traffic-bar .quiet");
  await tab.click(".traffic-bar input[value=udp]");
  await tab.waitForSelector(".with-ports");
  const rows = await rowsOf("endpoints");
  const ends = new Map(
    written.flatMap(({ source, info, destination }) => {
      const [from, to] = info.match(/\d+/g);
      return [
        [`${source} ${from}`, 1],
        [`${destination} ${to}`, 1],
      ];
    }),
  );
  for (const [address, port] of rows) expect(ends.has(`${address} ${port}`)).toBe(true);
  expect(await tab.$eval(".traffic-bar .quiet", (one) => one.textContent)).toBe(
    `${ends.size.toLocaleString("en")} endpoints`,
  );
});

test("a conversation of UDP is followed, and leads back", async () => {
  await tab.click("#tab-conversations");
  await tab.waitForSelector(".traffic-bar .quiet");
  await tab.click(".traffic-bar input[value=udp]");
  await tab.waitForSelector(".follow-link");
  const [a, , b] = (await rowsOf("conversations"))[0];
  await tab.click(".traffic-rows .follow-link");
  await tab.waitForSelector(".follow-text .piece");
  const heading = await tab.$eval(".follow header", (header) => header.textContent);
  expect(heading).toContain(a);
  expect(heading).toContain(b);
  const pieces = await tab.$$eval(".piece", (all) =>
    all.map((piece) => [
      Number(piece.querySelector(".piece-packet").textContent),
      piece.querySelector("pre, em").textContent.length,
    ]),
  );
  for (const [number, length] of pieces) {
    const { payload, originalLength } = written[number - 1];
    if (payload.length === originalLength) expect(length).toBe(payload.length - 42);
  }
  await tab.click(".follow .button");
  await tab.waitForSelector(".traffic-table");
});

function shown(bytes) {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(2)} kB`;
}

// Listings: some of a capture's packets as the rows of a list.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { openCapture as openInWorker } from "packetglass/worker";
import { packets, pcap } from "./synthetic.js";

const path = join(import.meta.dirname, "../captures/dissect/http.pcap");
const plain = (rows) => rows.map((row) => ({ ...row }));

describe.each([
  ["this thread", openCapture],
  ["a Worker", openInWorker],
])("a listing in %s", (_, open) => {
  let capture;
  let rows;
  beforeAll(async () => {
    capture = await open(path, { summary: true });
    rows = plain(await capture.rows());
  });
  afterAll(() => capture.close());

  test("of all packets has them all", async () => {
    const { all } = capture;
    expect([all.length, all.growing]).toEqual([capture.length, false]);
    expect(plain(await all.rows(3, 9))).toEqual(rows.slice(3, 9));
    expect([await all.packetOf(5), await all.rowOf(5), await all.has(5)]).toEqual([5, 5, true]);
    expect(await all.has(capture.length)).toBe(false);
    expect(await all.rowOf(capture.length + 7)).toBe(capture.length);
  });

  test("of chosen packets has those", async () => {
    const chosen = [0, 1, 4, 7, 8, capture.length - 1];
    const listing = await capture.listing(chosen);
    expect([listing.length, listing.growing]).toEqual([6, false]);
    expect(plain(await listing.rows())).toEqual(chosen.map((i) => rows[i]));
    expect(plain(await listing.rows(2, 4))).toEqual([rows[4], rows[7]]);
    expect([...(await listing.packets(1, 99))]).toEqual(chosen.slice(1));
    for (const [row, packet] of chosen.entries()) {
      expect(await listing.packetOf(row)).toBe(packet);
      expect(await listing.rowOf(packet)).toBe(row);
      expect(await listing.has(packet)).toBe(true);
    }
    expect(await listing.has(2)).toBe(false);
    // The row of the next one that is in it.
    expect(await listing.rowOf(2)).toBe(2);
    expect(await listing.rowOf(capture.length + 7)).toBe(6);
  });

  test("may be empty", async () => {
    const listing = await capture.listing([]);
    expect(listing.length).toBe(0);
    expect(await listing.rows()).toEqual([]);
    expect(await listing.rowOf(3)).toBe(0);
    await expect(async () => listing.packetOf(0)).rejects.toThrow("The listing has no rows.");
  });

  test.each([
    ["packets that do not rise", [3, 3], RangeError],
    ["packets that are not there", [1e9], RangeError],
    ["what is no packet", ["3"], TypeError],
  ])("is refused of %s", async (_what, packetsOf, error) => {
    await expect(async () => capture.listing(packetsOf)).rejects.toThrow(error);
  });
});

test("a listing ends with its capture", async () => {
  for (const open of [openCapture, openInWorker]) {
    const capture = await open(path, { summary: true });
    const listing = await capture.listing([1, 2]);
    await capture.close();
    await expect(async () => listing.rows()).rejects.toMatchObject({ code: "closed" });
  }
});

test("rows and packets are found among many", async () => {
  const count = 100_000;
  const capture = await openCapture(pcap(packets(count)));
  for (const every of [1, 3, 511, 513, 9973]) {
    const chosen = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
    const listing = capture.listing(chosen);
    expect(listing.length).toBe(chosen.length);
    expect([...listing.packets()]).toEqual(chosen);
    const ranks = [0, 1, every, 99_999, 51_200].map((i) => [i, listing.rowOf(i)]);
    expect(ranks).toEqual(ranks.map(([i]) => [i, Math.ceil(i / every)]));
  }
  capture.close();
});

test("rows far from each other are those of the capture", async () => {
  const capture = await openCapture(pcap(packets(30_000)));
  const chosen = Array.from({ length: 60 }, (_, i) => i * 500);
  const listed = await capture.listing(chosen).rows();
  expect(listed.map(({ number }) => number)).toEqual(chosen.map((i) => i + 1));
  const [one] = await capture.rows(chosen[41], chosen[41] + 1);
  expect({ ...listed[41] }).toEqual({ ...one });
  capture.close();
});

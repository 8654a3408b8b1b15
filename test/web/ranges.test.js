// Indices and ranges: the same rule wherever one is asked for.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import * as there from "packetglass/worker";
import { fileHeader } from "./synthetic.js";

const captures = join(import.meta.dirname, "../captures");
const talk = readFileSync(join(captures, "dissect/talk.pcap"));
const blocks = readFileSync(join(captures, "pcapng-other-blocks.pcapng"));

afterAll(() => there.terminate());

/** What is asked for in ranges: how many there are, and the numbers of what a range has. */
const asked = {
  "columns.read()": {
    source: talk,
    length: ({ length }) => length,
    read: async (one, ...range) => indicesIn(await one.columns.read(...range)),
  },
  "summary.read()": {
    source: talk,
    length: ({ length }) => length,
    read: async (one, ...range) => indicesIn(await one.summary.read(...range)),
  },
  "rows()": {
    source: talk,
    length: ({ length }) => length,
    read: async (one, ...range) => (await one.rows(...range)).map(({ number }) => number - 1),
  },
  "blocks.read()": {
    source: blocks,
    length: (one) => one.blocks.length,
    read: async (one, ...range) => {
      const all = (await one.blocks.read()).map(({ offset }) => offset);
      return (await one.blocks.read(...range)).map(({ offset }) => all.indexOf(offset));
    },
  },
};

const upTo = (length) => [...Array(length).keys()];

function indicesIn({ from, to, ...columns }) {
  for (const column of Object.values(columns)) expect(column.length).toBe(to - from);
  return upTo(to - from).map((i) => from + i);
}

describe.each([
  ["here", here],
  ["in the Worker", there],
])("%s", (_, { openCapture }) => {
  describe.each(Object.entries(asked))("%s", (_name, { source, length, read }) => {
    let capture;
    let all;
    beforeAll(async () => {
      capture = await openCapture(source, { summary: true });
      all = length(capture);
    });
    afterAll(() => capture.close());

    test("takes ranges as slice() does", async () => {
      expect(all).toBeGreaterThan(3);
      const { POSITIVE_INFINITY: endless } = Number;
      const bounds = [0, 1, 3, all - 1, all, all + 1, 1000, 2 ** 53, 1e300, endless, undefined];
      for (const from of bounds) {
        for (const to of bounds) {
          expect([from, to, await read(capture, from, to)]).toEqual([
            from,
            to,
            upTo(all).slice(from, to),
          ]);
        }
      }
    });

    test("refuses negative and fractional numbers", async () => {
      for (const bad of [-1, 0.5, all + 0.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
        const kind = { name: "RangeError" };
        await expect((async () => read(capture, bad))()).rejects.toMatchObject(kind);
        await expect((async () => read(capture, 0, bad))()).rejects.toMatchObject(kind);
      }
    });

    test("refuses what is no number", async () => {
      for (const bad of ["1", 1n, null, {}]) {
        const kind = { name: "TypeError" };
        await expect((async () => read(capture, bad))()).rejects.toMatchObject(kind);
        await expect((async () => read(capture, 0, bad))()).rejects.toMatchObject(kind);
      }
    });
  });

  test.each([
    ["packet", "The capture has no packets."],
    ["layers", "The capture has no packets."],
    ["decapsulate", "The capture has no packets."],
    ["block", "The capture has no blocks."],
  ])("%s(0) of a capture without any says so", async (name, message) => {
    const capture = await openCapture(fileHeader(), { summary: true });
    const asking = (async () => capture[name](0))();
    await expect(asking).rejects.toMatchObject({ name: "RangeError", message });
    await expect(capture[name]("0")).rejects.toMatchObject({ name: "TypeError" });
    expect([await capture.rows(0, 50), (await capture.columns.read(0, 1000)).to]).toEqual([[], 0]);
    await capture.close();
  });
});

describe("a batch of events", () => {
  test("refuses packets that it does not have", async () => {
    for await (const batch of here.readEventBatches(talk)) {
      for (const i of [-1, 0.5, batch.length, Number.NaN]) {
        expect(() => batch.packet(i)).toThrow(RangeError);
      }
      expect(() => batch.packet("x")).toThrow(TypeError);
      expect(batch.packet(batch.length - 1).data.length).toBeGreaterThan(0);
    }
  });

  test("has none when it was released", async () => {
    for await (const batch of here.readEventBatches(talk)) {
      batch.release();
      expect(() => batch.packet(0)).toThrow(expect.objectContaining({ code: "closed" }));
    }
  });
});

test("statistics of a section without interfaces are refused in a sentence", async () => {
  const writer = await here.createWriter(new here.MemorySink(), { format: "pcapng", section: {} });
  expect(() => writer.writeStatistics({ timestamp: 0n })).toThrow("The section has no interfaces.");
  await writer.abort();
});

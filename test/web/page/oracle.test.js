// Real captures opened in the page, against independent programs.
import { expect, test } from "@jest/globals";
import {
  comparable,
  expectTruth,
  numberInSection,
  present,
  realCaptures,
  witnesses,
} from "../oracle.js";
import { refusals } from "../oracle-refusals.js";
import { askAll } from "./ask-all.js";
import { inspector, textOf } from "./inspector.js";

if (present) compare(realCaptures());
else test.skip("packets are those of independent programs (real captures are absent)", () => {});

function compare(captures) {
  const names = captures.map(({ file }, i) => [`${i}.pcap`, file]);
  const open = inspector({ captures: new Map(names) });
  const rows = captures.map((capture, i) => ({ ...capture, served: `/capture/${i}.pcap` }));
  const isRefused = ({ path }) => refusals.has(path);

  test("every capture but the refused ones, one after another", async () => {
    const tab = await open();
    for (const capture of rows.filter((row) => !isRefused(row))) {
      const { columns, packets, interfaces } = await askAll(tab, capture.served);
      expect(columns).toEqual(packets.map(columnsOf));
      const found = packets.map((packet) => numbered(packet, interfaces, capture));
      for (const witness of witnesses(capture)) expectTruth(found, capture, witness);
    }
  });

  test.each(rows.filter(isRefused))("$path is refused", async ({ path, served }) => {
    const tab = await open();
    expect(await askAll(tab, served)).toBeUndefined();
    expect(await textOf(tab, ".failure-position code")).toBe(refusals.get(path));
  });

  test("there are captures to compare", () => {
    expect(captures.length).toBeGreaterThan(100);
  });
}

function numbered(packet, interfaces, capture) {
  const interfaceId = numberInSection(interfaces, packet.interfaceId);
  return comparable({ ...packet, interfaceId }, capture);
}

function columnsOf({ timestamp, offset, capturedLength, originalLength, interfaceId }) {
  return { timestamp, offset, capturedLength, originalLength, interfaceId };
}

// Real captures opened in the page, against independent programs.
import { expect, test } from "@jest/globals";
import { present, realCaptures, truth } from "../oracle.js";
import { askAll } from "./ask-all.js";
import { inspector, textOf } from "./inspector.js";

// The others find no packets where there is no whole file header; the page says so.
const refused = "variants/gen/trunc_in_filehdr.pcap";

if (present) compare(realCaptures().filter(({ difference }) => !difference));
else
  test.skip("packets are those of independent programs (../shared/captures is absent)", () => {});

function compare(captures) {
  const names = captures.map(({ file }, i) => [`${i}.pcap`, file]);
  const open = inspector({ captures: new Map(names) });
  const rows = captures.map((capture, i) => ({ ...capture, served: `/capture/${i}.pcap` }));

  test("every capture but the refused one, one after another", async () => {
    const tab = await open();
    for (const capture of rows.filter(({ path }) => path !== refused)) {
      const { columns, packets } = (await askAll(tab, capture.served)) ?? {};
      expect({ path: capture.path, packets: comparable(packets) }).toEqual({
        path: capture.path,
        packets: truth(capture),
      });
      expect(columns).toEqual(packets.map(columnsOf));
    }
  });

  test(`${refused} is refused`, async () => {
    const tab = await open();
    const { served } = rows.find(({ path }) => path === refused);
    expect(await askAll(tab, served)).toBeUndefined();
    expect(await textOf(tab, ".failure-place code")).toBe("truncated_file_header");
  });

  test("there are captures to compare", () => {
    expect(captures.length).toBeGreaterThan(50);
  });
}

function comparable(packets) {
  return packets?.map(({ offset: _, interfaceId: __, ...packet }) => packet);
}

function columnsOf({ timestamp, offset, capturedLength, originalLength, interfaceId }) {
  return { timestamp, offset, capturedLength, originalLength, interfaceId };
}

// Ten thousand times opened and closed: memory stays as it is.
import { describe, expect, test } from "@jest/globals";
import { convert, createWriter, MemorySink, openCapture, readEvents } from "packetglass";
import { packets, pcap } from "./synthetic.js";

const bytes = pcap(packets(20));
const patience = 300_000; // milliseconds

const uses = {
  async openCapture() {
    (await openCapture(bytes)).close();
  },
  async readEvents() {
    for await (const _event of readEvents(bytes)) break;
  },
  async createWriter() {
    const writer = await createWriter(new MemorySink(), { format: "usec" });
    await writer.writePacket({ bytes, timestamp: 1n, linkType: 1 });
    await writer.close();
  },
  async "a failing convert"() {
    await convert(bytes.subarray(0, 9), new MemorySink()).catch(() => {});
  },
};

async function times(count, use) {
  for (let i = 0; i < count; i += 1) await use();
}

describe("10 000 cycles", () => {
  test.each(Object.entries(uses))(
    "of %s keep memory flat",
    async (_, use) => {
      await times(1000, use);
      const before = process.memoryUsage().rss;
      await times(9000, use);
      // One cycle that kept its block of 1 MiB would be 9 GiB in the end, one of 4 KiB 37 MB.
      expect(process.memoryUsage().rss - before).toBeLessThan(32 * 2 ** 20);
    },
    patience,
  );
});

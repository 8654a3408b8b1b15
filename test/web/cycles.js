// Opens and closes something ten thousand times, twice, in a process of its own: prints by how many
// bytes memory grew, the lesser of both. node --expose-gc cycles.js NAME
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { convert, createWriter, MemorySink, openCapture, readEvents } from "packetglass";
import { packets, pcap } from "./synthetic.js";

const bytes = pcap(packets(20));

/** What is done, by name. */
export const uses = {
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

async function memoryAfter(count, use) {
  for (let i = 0; i < count; i += 1) await use();
  // What is given back when it is collected is so in a later turn.
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc();
    await setTimeout(50);
  }
  return process.memoryUsage().rss;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const use = uses[process.argv[2]];
  let before = await memoryAfter(2000, use);
  let growth = Number.POSITIVE_INFINITY;
  // What is kept is so each time; what a busy machine collects late is not.
  for (let i = 0; i < 2; i += 1) {
    const after = await memoryAfter(10_000, use);
    growth = Math.min(growth, after - before);
    before = after;
  }
  console.log(growth);
}

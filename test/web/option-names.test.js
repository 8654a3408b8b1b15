// Options that nobody knows: refused everywhere, with the name that was meant.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import { openLive } from "packetglass/pcap";
import * as there from "packetglass/worker";

const captures = join(import.meta.dirname, "../captures");
const talk = join(captures, "dissect/talk.pcap");
const bytes = readFileSync(talk);

afterAll(() => there.terminate());

const memory = () => new here.MemorySink();
const all = async (items) => {
  for await (const _ of items);
};
/** Asks something of a capture that has a summary. */
const ofCapture = (ask) => async (api) => {
  const capture = await api.openCapture(talk, { summary: true });
  try {
    await ask(capture);
  } finally {
    await capture.close();
  }
};
/** Asks something of a writer of pcapng. */
const ofWriter = (ask) => async (api) => {
  const writer = await api.createWriter(memory(), { interfaces: [{ linkType: 1 }] });
  try {
    await ask(writer);
  } finally {
    await writer.abort();
  }
};

/** What is wrong, what was meant, and how it comes to be asked. */
const slips = {
  openCapture: ["sumary", "summary", (api, bad) => api.openCapture(talk, bad)],
  readEvents: ["strickt", "strict", async (api, bad) => all(api.readEvents(talk, bad))],
  readEventBatches: [
    "onissue",
    "onIssue",
    async (api, bad) => all(api.readEventBatches(talk, bad)),
  ],
  eventStream: ["emitFileHeader", "emitFileHeaders", async (api, bad) => api.eventStream(bad)],
  convert: ["fromat", "format", (api, bad) => api.convert(talk, memory(), bad)],
  createWriter: ["linktype", "linkType", (api, bad) => api.createWriter(memory(), bad)],
  writeEvents: ["snapLen", "snaplen", (api, bad) => api.writeEvents([], memory(), bad)],
  decapsulate: [
    "seeds",
    "seed",
    (api, bad) => api.decapsulate(new Uint8Array(), { linkType: 1, ...bad }),
  ],
  decodeBody: ["maxsize", "maxSize", (api, bad) => api.decodeBody({ bytes }, bad)],
  "capture.decapsulate": [
    "sed",
    "seed",
    (api, bad) => ofCapture((one) => one.decapsulate(0, bad))(api),
  ],
  "capture.expert": [
    "whithin",
    "within",
    (api, bad) => ofCapture((one) => all(one.expert(bad)))(api),
  ],
  "capture.follow": [
    "streams",
    "stream",
    (api, bad) => ofCapture((one) => all(one.follow({ layer: "tcp", stream: 0, ...bad })))(api),
  ],
  "capture.objects": [
    "maxkept",
    "maxKept",
    (api, bad) => ofCapture((one) => all(one.objects(bad)))(api),
  ],
  "capture.table": [
    "collumns",
    "columns",
    (api, bad) => ofCapture((one) => all(one.table({ columns: ["ip.src"], ...bad })))(api),
  ],
  "a column of a table": [
    "occurence",
    "occurrence",
    (api, bad) =>
      ofCapture((one) => all(one.table({ columns: [{ field: "ip.src", ...bad }] })))(api),
  ],
  "a section of a writer": [
    "useApplication",
    "userApplication",
    (api, bad) => api.createWriter(memory(), { section: bad }),
  ],
  "an interface of a writer": [
    "nane",
    "name",
    (api, bad) => api.createWriter(memory(), { interfaces: [{ linkType: 1, ...bad }] }),
  ],
  beginSection: ["so", "os", (api, bad) => ofWriter((one) => one.beginSection(bad))(api)],
  addInterface: [
    "snaplength",
    "snaplen",
    (api, bad) => ofWriter((one) => one.addInterface({ linkType: 1, ...bad }))(api),
  ],
  writePacket: [
    "timestmap",
    "timestamp",
    (api, bad) => ofWriter((one) => one.writePacket({ bytes, ...bad }))(api),
  ],
  writeNames: [
    "adress",
    "address",
    (api, bad) => ofWriter((one) => one.writeNames([{ names: [], ...bad }]))(api),
  ],
  writeSecrets: [
    "typ",
    "type",
    (api, bad) => ofWriter((one) => one.writeSecrets({ type: 1, bytes, ...bad }))(api),
  ],
  writeStatistics: [
    "recieved",
    "received",
    (api, bad) => ofWriter((one) => one.writeStatistics({ timestamp: 0n, ...bad }))(api),
  ],
  writeCustom: [
    "enterprize",
    "enterprise",
    (api, bad) => ofWriter((one) => one.writeCustom({ enterprise: 1, bytes, ...bad }))(api),
  ],
  writeBlock: [
    "tpye",
    "type",
    (api, bad) => ofWriter((one) => one.writeBlock({ type: 5, bytes, ...bad }))(api),
  ],
};

describe.each([
  ["here", here],
  ["in the Worker", there],
])("%s", (_, api) => {
  test.each(Object.entries(slips))("%s names the nearest one", async (_name, slip) => {
    const [wrong, meant, ask] = slip;
    const error = await (async () => ask(api, { [wrong]: 1 }))().then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toMatchObject({ name: "TypeError" });
    expect(error.message).toContain(`"${wrong}"`);
    expect(error.message).toContain(`the nearest is "${meant}"`);
  });
});

test("a live capture names the nearest one", async () => {
  await expect(openLive("lo", 0, false, 0, { bianry: "x" })).rejects.toThrow(
    'the nearest is "binary"',
  );
});

test("what has nothing of a name still gets one", async () => {
  await expect(here.openCapture(talk, { [`${"x".repeat(100_000)}`]: 1 })).rejects.toThrow(
    TypeError,
  );
  await expect(here.openCapture(talk, { constructor: 1 })).rejects.toThrow(TypeError);
});

test("what was read may be written, with all that is known of it", async () => {
  const names = ["pcapng-other-blocks", "pcapng-kinds-of-packets", "pcapng-resolutions"];
  for (const name of names) {
    const capture = await here.openCapture(join(captures, `${name}.pcapng`));
    const writer = await here.createWriter(memory(), { section: capture.sections[0] });
    for (const one of capture.interfaces) writer.addInterface(one);
    for (let i = 0; i < capture.length; i += 1) {
      const { interfaceId, ...packet } = await capture.packet(i);
      await writer.writePacket(packet);
    }
    await writer.writeNames(await capture.names());
    for (const one of await capture.secrets()) await writer.writeSecrets(one);
    for (const { type } of capture.blocks) expect(type).toBeGreaterThan(0);
    for (let i = 0; i < capture.blocks.length; i += 1) {
      const block = await capture.block(i);
      if (![1, 2, 3, 6].includes(block.type)) await writer.writeBlock(block);
      if (block.custom) await writer.writeCustom(block.custom);
    }
    await writer.close();
    capture.close();
  }
});

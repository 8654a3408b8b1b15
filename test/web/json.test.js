// What JSON.stringify() and console.log() make of what the package gives.
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import { openDead } from "packetglass/pcap";
import * as there from "packetglass/worker";
import { isoTime } from "./native-dissection.js";
import { packets, pcap } from "./synthetic.js";

const captures = join(import.meta.dirname, "../captures");
const http = join(captures, "dissect/http.pcap");
const blocks = join(captures, "pcapng-other-blocks.pcapng");

afterAll(() => there.terminate());

const inJson = (value) => JSON.parse(JSON.stringify(value));
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const first = async (items) => {
  for await (const item of items) return item;
};

describe.each([
  ["here", here],
  ["in the Worker", there],
])("%s", (_, api) => {
  const having = async (source, ask) => {
    const capture = await api.openCapture(source, { summary: true });
    try {
      await ask(capture);
    } finally {
      await capture.close();
    }
  };

  test("packets have their time for people and programs, and bytes as base64", async () => {
    await having(http, async (capture) => {
      const packet = await capture.packet(3);
      const { timestamp, bytes, number, ...others } = inJson(packet);
      expect([timestamp, bytes, number]).toEqual([
        isoTime(packet.timestamp),
        base64(packet.bytes),
        4,
      ]);
      expect(others.capturedLength).toBe(packet.capturedLength);
      expect(Object.keys(inJson(packet))).toEqual(
        Object.keys(packet).filter((name) => packet[name] !== undefined),
      );
    });
  });

  test("rows and conversations too", async () => {
    await having(http, async (capture) => {
      const [row] = await capture.rows(0, 1);
      expect(inJson([row])).toEqual([{ ...row, timestamp: isoTime(row.timestamp) }]);
      const [conversation] = await capture.conversations("tcp");
      const { first: start, last, duration } = conversation;
      expect(inJson(conversation)).toEqual({
        ...conversation,
        first: isoTime(start),
        last: isoTime(last),
        duration: (Number(duration) / 1e9).toFixed(9),
      });
    });
  });

  test("layers, at any depth", async () => {
    await having(http, async (capture) => {
      const { layers, sources } = await capture.layers(3);
      const written = inJson({ layers, sources: [] }).layers;
      const [mac] = layers[0].fields;
      expect(written[0].fields[0]).toMatchObject({ name: mac.name, value: mac.value });
      expect(written.map(({ name }) => name)).toEqual(layers.map(({ name }) => name));
      expect(inJson(await capture.layers(3)).sources).toEqual([base64(sources[0])]);
    });
  });

  test("pieces of a stream, and bodies", async () => {
    await having(http, async (capture) => {
      const piece = await first(capture.follow({ layer: "tcp", stream: 0 }));
      expect(inJson(piece)).toEqual({
        ...piece,
        timestamp: isoTime(piece.timestamp),
        bytes: base64(piece.bytes),
      });
      const object = await first(capture.objects());
      expect(inJson(object)).toEqual({ ...object, bytes: base64(object.bytes) });
    });
  });

  test("columns are arrays", async () => {
    await having(http, async (capture) => {
      const columns = await capture.columns.read(0, 2);
      expect(inJson(columns)).toEqual({
        from: 0,
        to: 2,
        timestamp: [...columns.timestamp].map(isoTime),
        offset: [...columns.offset],
        capturedLength: [...columns.capturedLength],
        originalLength: [...columns.originalLength],
        interface: [0, 0],
        hasTimestamp: [1, 1],
      });
      const summary = await capture.summary.read(0, 2);
      expect(inJson(summary)).toMatchObject({
        conversation: [...summary.conversation],
        side: [0, 1],
      });
    });
  });

  test("interfaces, sections, blocks, names, secrets and statistics", async () => {
    await having(blocks, async (capture) => {
      for (const one of [...capture.interfaces, ...capture.sections]) {
        expect(Object.keys(inJson(one)).length).toBeGreaterThan(5);
      }
      expect(inJson(capture.interfaces[0]).timestampOffset).toBe(0);
      for (let i = 0; i < capture.blocks.length; i += 1) {
        const block = await capture.block(i);
        expect(inJson(block).bytes).toBe(base64(block.bytes));
      }
      const [secrets, names] = [await capture.secrets(), await capture.names()];
      expect([secrets.length, names.length]).toEqual([1, 1]);
      for (const one of [...secrets, ...names]) expect(inJson(one).bytes).toBe(base64(one.bytes));
    });
    await having(join(captures, "pcapng-little.pcapng"), async (capture) => {
      const [statistics] = await capture.statistics();
      expect(inJson(statistics).timestamp).toBe(isoTime(statistics.timestamp));
    });
  });

  test("a capture says what it is, and nothing when it was closed", async () => {
    const capture = await api.openCapture(http, { summary: true });
    const { length, size, sections, interfaces } = capture;
    expect(inJson(capture)).toEqual({
      ...{ length, size, issueCount: 0, issues: [] },
      ...inJson({ sections, interfaces }),
    });
    const shown = inspect(capture);
    expect(shown).toMatch(/^(Remote)?Capture \{/);
    for (const fact of [`length: ${length}`, `size: ${size}`, "'usec'", "'ETHERNET'"]) {
      expect(shown).toContain(fact);
    }
    await capture.close();
    expect(inspect(capture)).toContain("The capture was closed.");
    expect(() => JSON.stringify(capture)).toThrow(expect.objectContaining({ code: "closed" }));
  });

  test("events", async () => {
    const event = await first(api.readEvents(http));
    expect(inJson(event)).toEqual({
      ...event,
      timestamp: isoTime(event.timestamp),
      data: base64(event.data),
    });
    const batch = await first(api.readEventBatches(http));
    expect(inJson(batch).timestamp[0]).toBe(isoTime(batch.timestamp[0]));
    expect(inJson(batch).fileHeader).toEqual(batch.fileHeader);
  });

  test("a writer shows how far it is", async () => {
    const writer = await api.createWriter(new here.MemorySink(), { linkType: 1, format: "pcap" });
    expect(inspect(writer)).toMatch(/^(Remote|Capture)Writer \{.*bytesWritten: \d/s);
    await writer.abort();
  });
});

test("what is given prints and clones as the plain object it is", async () => {
  const capture = await here.openCapture(http, { summary: true });
  for (const one of [
    (await capture.rows(0, 1))[0],
    await capture.packet(0),
    capture.conversations("tcp")[0],
    capture.interfaces[0],
    await first(here.readEvents(http)),
  ]) {
    expect(inspect(one)).toMatch(/^\{\n/);
    expect(structuredClone(one)).toEqual({ ...one });
    expect(`${one}`).toBe("[object Object]");
    const names = [];
    for (const name in one) names.push(name);
    expect(names).toEqual(Object.keys(one));
  }
  const parts = [capture.columns, capture.summary, capture.blocks, new here.MemorySink()];
  for (const one of [...parts, openDead()]) expect(inspect(one)).toMatch(/: /);
  capture.close();
});

test("times before 1970 and beyond numbers are exact", async () => {
  const written = packets(1).map((each) => ({
    ...each,
    seconds: 2 ** 32 - 1,
    fraction: 999_999_999,
  }));
  const capture = await here.openCapture(pcap(written, { unit: "nsec" }));
  expect(inJson(await capture.packet(0)).timestamp).toBe("2106-02-07T06:28:15.999999999Z");
  capture.close();
  const sink = new here.MemorySink();
  const early = await here.createWriter(sink, {
    interfaces: [{ linkType: 1, timestampOffset: -9n }],
  });
  await early.writePacket({ bytes: new Uint8Array(1), timestamp: -1n });
  await early.close();
  const before = await here.openCapture(sink.bytes());
  expect(inJson(await before.packet(0))).toMatchObject({
    timestamp: "1969-12-31T23:59:59.999999999Z",
    ticks: 8_999_999_999,
  });
  expect(inJson(before.interfaces[0]).timestampOffset).toBe(-9);
  before.close();
});

test("numbers of 64 bits that JSON's readers would round are text", async () => {
  const sink = new here.MemorySink();
  const interfaces = [{ linkType: 1, speed: 2n ** 63n }];
  const writer = await here.createWriter(sink, { interfaces });
  const packetId = 2n ** 53n;
  await writer.writePacket({ bytes: new Uint8Array(1), timestamp: 0n, packetId, dropCount: 7n });
  await writer.close();
  const capture = await here.openCapture(sink.bytes());
  expect(inJson(capture.interfaces[0]).speed).toBe("9223372036854775808");
  expect(inJson(await capture.packet(0))).toMatchObject({
    packetId: "9007199254740992",
    dropCount: 7,
  });
  capture.close();
});

test("packets without a time have none", async () => {
  const capture = await here.openCapture(join(captures, "pcapng-kinds-of-packets.pcapng"), {
    summary: true,
  });
  for (const row of inJson(await capture.rows())) {
    if ("timestamp" in row) expect(row.timestamp).toMatch(/^\d{4}-/);
  }
  expect(inJson(capture).length).toBe(capture.length);
  capture.close();
});

test("large bytes are base64 too", async () => {
  const large = Uint8Array.from({ length: 200_001 }, (_, i) => i * 7);
  const bytes = pcap([{ seconds: 1, fraction: 2, payload: large }], { snaplen: 2 ** 20 });
  const event = await first(here.readEvents(bytes));
  expect(inJson(event).data).toBe(base64(large));
});

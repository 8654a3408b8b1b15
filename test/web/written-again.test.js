// What was read can be written and dissected again: packets and counters as they are given.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { decapsulate, openCapture } from "packetglass";
import { makers } from "./pcapng-blocks.js";
import { written } from "./written-bytes.js";

const folder = join(import.meta.dirname, "../captures");
const captures = readdirSync(folder, { recursive: true })
  .filter((name) => /\.(pcap|pcapng|lcap)$/.test(name))
  .filter((name) => statSync(join(folder, name)).size < 300_000);

async function packetsOf(capture) {
  const all = [];
  for (let i = 0; i < capture.length; i += 1) all.push(await capture.packet(i));
  return all;
}

// What has to be the same, whichever section and interface a packet stands in.
const fields = ["timestamp", "ticks", "timestampText", "capturedLength", "originalLength"];
const more = ["linkType", "bytes", "comments", "packetId", "queue", "hashes", "verdicts"];
function said(packet, without = []) {
  // Beyond what nanoseconds hold, the timestamp is only the nearest one: the text says the time.
  const names = [...fields, ...more].filter(
    (name) => !without.includes(name) && !(name === "timestamp" && packet.timestampText),
  );
  const entries = names.map((name) => [name, packet[name]]);
  return { ...Object.fromEntries(entries), flags: packet.flags?.word };
}

/** The packets of a capture that were written as pcapng with all its interfaces, read again. */
async function again(capture, endian) {
  const { interfaces } = capture;
  const packets = await packetsOf(capture);
  const bytes = await written({ endian, format: "pcapng", interfaces }, async (writer) => {
    for (const packet of packets) await writer.writePacket(packet);
  });
  const read = await openCapture(bytes);
  return { before: packets, after: await packetsOf(read) };
}

describe.each(captures)("%s", (name) => {
  const source = () => openCapture(Uint8Array.from(readFileSync(join(folder, name))));

  test.each(["little", "big"])("is written again packet by packet in %s endian", async (endian) => {
    const capture = await source().catch(() => undefined);
    if (capture === undefined || capture.interfaces.length === 0) return;
    const { before, after } = await again(capture, endian);
    // Classic captures have no ticks; those of AIX leave link types as they are.
    const without = capture.sections.every(({ format }) => format === "pcapng") ? [] : ["ticks"];
    expect(after.map((packet) => said(packet, without))).toEqual(
      before.map((packet) => said(packet, without)),
    );
    capture.close();
  });

  test("is dissected by its bytes as by its index", async () => {
    const capture = await source().catch(() => undefined);
    if (capture === undefined) return;
    for (let i = 0; i < Math.min(capture.length, 50); i += 1) {
      const { bytes, linkType, originalLength } = await capture.packet(i);
      expect(await decapsulate(bytes, { linkType, originalLength })).toEqual(
        await capture.decapsulate(i),
      );
    }
    capture.close();
  });
});

describe.each(["little", "big"])("a %s-endian capture", (order) => {
  const make = makers[order];
  const packet = (fields) => make.enhanced({ ticks: 5n, bytes: Buffer.from("abcd"), ...fields });
  const clock = (value) => make.interface({ options: { 9: [value] } });

  async function reread(...blocks) {
    const capture = await openCapture(Buffer.concat(blocks));
    const { before, after } = await again(capture, order === "little" ? "big" : "little");
    capture.close();
    expect(after.map((one) => said(one))).toEqual(before.map((one) => said(one)));
    return before;
  }

  test("of packets with more bytes than were on the wire", async () => {
    const [read] = await reread(make.section(), make.interface(), packet({ original: 2 }));
    expect([read.capturedLength, read.originalLength]).toEqual([4, 2]);
    const { bytes, linkType, originalLength } = read;
    expect(await decapsulate(bytes, { linkType, originalLength })).toBeDefined();
  });

  test("of simple packets in later sections, truncated and empty ones too", async () => {
    const second = [make.section(), make.interface({ linkType: 101, snaplen: 3 })];
    const simple = [make.simple(Buffer.from("whole")), make.simple(Buffer.alloc(0))];
    const truncated = make.simple(Buffer.from("cut"), 60);
    const read = await reread(
      ...[make.section(), make.interface(), packet({}), ...simple],
      ...[...second, truncated, packet({}), truncated],
      ...[make.section(), make.interface({ linkType: 113 }), simple[0]],
    );
    expect(read.map(({ timestamp }) => timestamp === undefined)).toEqual([
      false,
      true,
      true,
      true,
      false,
      true,
      true,
    ]);
  });

  test("of times in ticks of every resolution", async () => {
    const ticks = [0n, 1n, 996_147n, 1_000_003n, 0xffffffffn, 1_700_000_000_123_457n];
    for (let value = 0; value < 256; value += 1) {
      const all = ticks.map((one) => packet({ ticks: one }));
      await reread(make.section(), clock(value), ...all);
    }
  });

  test("of times that 64 bits of nanoseconds cannot hold", async () => {
    const [late] = await reread(
      make.section(),
      make.interface(),
      packet({ ticks: 2n ** 64n - 1n }),
    );
    expect(late.timestampText).toBe("+586524-01-19T08:01:49.551615000Z");
    const capture = await openCapture(
      Buffer.concat([make.section(), make.interface(), packet({ ticks: 2n ** 64n - 1n })]),
    );
    expect(capture.issues[0].message).toContain(late.timestampText);
    capture.close();
  });

  test("of comments that are no UTF-8, byte for byte", async () => {
    const comment = make.option(1, Buffer.alloc(60_000, 0xff));
    const block = make.block(6, [
      ...[0, 0, 5, 4, 4].map(make.u32),
      ...[Buffer.from("abcd"), comment, make.u32(0)],
    ]);
    const [read] = await reread(make.section(), make.interface(), block);
    expect(read.options[0].bytes.every((byte) => byte === 0xff)).toBe(true);
  });

  test("of packets without an interface declared, in what is chosen by itself", async () => {
    const capture = await openCapture(
      Buffer.concat([make.section(), make.interface(), make.simple(Buffer.from("whole"))]),
    );
    const bytes = await written({}, async (writer) => {
      await writer.writePacket(await capture.packet(0));
    });
    expect((await openCapture(bytes)).sections[0].format).toBe("pcapng");
    capture.close();
  });

  test.each([6, 9, 0x80 | 20, 20, 0x80 | 100])("of counters by a clock of %i", async (value) => {
    const ticks = (number) => [make.u32(0), make.u32(number)];
    const time = (code, number) => make.option(code, Buffer.concat(ticks(number)));
    const body = [make.u32(0), ...ticks(996_147), time(2, 5), time(3, 6), make.u32(0)];
    const beyond = [make.u32(0), make.u32(0xffffffff), make.u32(7)];
    const capture = await openCapture(
      Buffer.concat([
        ...[make.section(), clock(value)],
        ...[make.block(5, body), make.block(5, beyond)],
      ]),
    );
    const counters = await capture.statistics();
    const { interfaces } = capture;
    const bytes = await written({ endian: order, interfaces }, async (writer) => {
      for (const one of counters) await writer.writeStatistics(one);
    });
    const read = await openCapture(bytes);
    expect(await read.statistics()).toEqual(counters);
    expect(counters[0].ticks).toBe(996_147n);
    capture.close();
    read.close();
  });
});

test("counters before the first time of their interface are refused", async () => {
  const interfaces = [{ linkType: 1, timestampOffset: 5n }];
  const write = (writer) => writer.writeStatistics({ timestamp: 4_999_999_999n });
  await expect(written({ interfaces }, write)).rejects.toThrow(RangeError);
});

describe("an interface with a clock of base 2", () => {
  test("is written in the ticks that a time has", async () => {
    const interfaces = [{ linkType: 1, ticksPerSecond: 2 ** 20 }];
    const bytes = await written({ interfaces }, async (writer) => {
      for (const timestamp of [953n, 954n, 1_906n, 1_907n, 950_000_000n]) {
        await writer.writePacket({ bytes: Uint8Array.of(1), timestamp });
      }
    });
    const capture = await openCapture(bytes);
    const ticks = (await packetsOf(capture)).map((packet) => packet.ticks);
    expect(ticks).toEqual([1n, 1n, 1n, 2n, 996_147n]);
    capture.close();
  });
});

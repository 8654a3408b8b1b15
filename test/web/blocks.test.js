// The blocks of pcapng that are neither sections, interfaces nor packets.
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { capture, enhanced, makers, options } from "./pcapng-blocks.js";

const text = (value) => Uint8Array.from(Buffer.from(value));

/** What a capture says of the last of its blocks. */
async function lastBlock(source) {
  const opened = await openCapture(source);
  const block = await opened.block(opened.blocks.length - 1);
  opened.close();
  return block;
}

describe.each(["little", "big"])("in a %s-endian section", (order) => {
  const make = makers[order];

  test("blocks are listed where they are", async () => {
    const unknown = make.block(0xbbb, [Buffer.from("unknown")]);
    const packet = enhanced(make, Buffer.from("abc"), options(make));
    const own = make.block(0x80000001, []);
    const opened = await openCapture(capture(make, unknown, packet, own));
    const start = make.section().length + make.interface().length;
    expect(opened.blocks.length).toBe(2);
    expect(opened.blocks.read()).toEqual([
      { type: 0xbbb, name: "unknown 0x00000bbb", offset: start, length: 20, section: 0 },
      {
        type: 0x80000001,
        name: "local use 0x80000001",
        offset: start + 20 + packet.length,
        length: 12,
        section: 0,
      },
    ]);
    expect([...opened.blocks]).toEqual(opened.blocks.read());
    const block = await opened.block(0);
    expect(block).toMatchObject({ type: 0xbbb, options: [], comments: [], damaged: false });
    expect(block.bytes).toEqual(Uint8Array.from(unknown));
    opened.close();
  });

  test("names", async () => {
    const record = (type, ...parts) => make.option(type, Buffer.concat(parts.map(Buffer.from)));
    const body = [
      record(1, [192, 0, 2, 1], "a.example\0b.example\0"),
      record(2, [0x20, 1, 0x0d, 0xb8, ...Array(11).fill(0), 1], "c.example\0"),
      record(3, [2, 0, 0, 0, 0, 1], "card\0"),
      record(4, [2, 0, 0, 0, 0, 0, 0, 1], "node\0"),
      record(99, "?"),
      make.u32(0),
      options(make, [1, "a comment"], [2, "server"], [3, [192, 0, 2, 53]], [4, Array(16).fill(0)]),
    ];
    const opened = await openCapture(capture(make, make.block(4, body), make.block(4, body)));
    const block = await opened.block(0);
    expect(block.name).toBe("Name Resolution");
    expect(block.names.map(({ kind, address, names }) => [kind, address, names])).toEqual([
      ["ipv4", "192.0.2.1", ["a.example", "b.example"]],
      ["ipv6", "2001:db8::1", ["c.example"]],
      ["eui48", "02:00:00:00:00:01", ["card"]],
      ["eui64", "02:00:00:00:00:00:00:01", ["node"]],
      [undefined, undefined, undefined],
    ]);
    expect(block.names[4]).toEqual({ type: 99, bytes: text("?") });
    expect(block.comments).toEqual(["a comment"]);
    expect(block.options.map(({ name, value }) => [name, value])).toEqual([
      ["opt_comment", "a comment"],
      ["ns_dnsname", "server"],
      ["ns_dnsIP4addr", "192.0.2.53"],
      ["ns_dnsIP6addr", "::"],
    ]);
    expect(await opened.names()).toEqual([...block.names, ...block.names]);
    opened.close();
  });

  test("statistics", async () => {
    const ticks = (value) => Buffer.concat([make.u32(0), make.u32(value)]);
    const counters = [4, 5, 6, 7, 8].map((code) => [code, make.u64(BigInt(code) * 100n)]);
    const list = options(make, [1, "end"], [2, ticks(10)], [3, ticks(20)], ...counters);
    const block = make.block(5, [make.u32(0), ticks(30), list]);
    const opened = await openCapture(capture(make, block, make.block(5, [make.u32(9), ticks(1)])));
    const [first, second] = await opened.statistics();
    expect(first).toEqual({
      interfaceId: 0,
      timestamp: 30_000n,
      ticks: 30n,
      startTime: 10_000n,
      endTime: 20_000n,
      received: 400n,
      dropped: 500n,
      filterAccepted: 600n,
      osDropped: 700n,
      delivered: 800n,
    });
    expect(second).toEqual({ ticks: 1n });
    expect((await opened.block(0)).comments).toEqual(["end"]);
    expect((await opened.block(0)).statistics).toEqual(first);
    opened.close();
  });

  test("secrets", async () => {
    const keys = "CLIENT_RANDOM 00 11\n";
    const secret = (type, length = keys.length) =>
      make.block(10, [
        make.u32(type),
        make.u32(length),
        Buffer.from(keys),
        options(make, [1, "c"]),
      ]);
    const opened = await openCapture(capture(make, secret(0x544c534b), secret(1), secret(2, 4000)));
    expect(await opened.secrets()).toEqual([
      { type: 0x544c534b, name: "TLS Key Log", length: keys.length, bytes: text(keys) },
      { type: 1, length: keys.length, bytes: text(keys) },
      { type: 2, length: 4000, bytes: new Uint8Array(0) },
    ]);
    expect(await opened.block(0)).toMatchObject({ comments: ["c"], damaged: false });
    expect(await opened.block(2)).toMatchObject({ comments: [], damaged: true });
    opened.close();
  });

  test("journal entries", async () => {
    const value = Buffer.from("two\nlines");
    const size = makers.little.u64(value.length);
    const entry = Buffer.concat([
      Buffer.from("MESSAGE=hello\nBINARY\n"),
      size,
      value,
      Buffer.from("\n"),
    ]);
    const { journal, damaged } = await lastBlock(capture(make, make.block(9, [entry])));
    expect(journal).toEqual([
      { name: "MESSAGE", value: "hello", bytes: text("hello") },
      { name: "BINARY", value: "two\nlines", bytes: text("two\nlines") },
    ]);
    expect(damaged).toBe(false);
    const truncated = await lastBlock(capture(make, make.block(9, [entry.subarray(0, 23)])));
    expect(truncated).toMatchObject({ journal: [{ name: "MESSAGE" }], damaged: true });
  });

  test.each([
    [0xbad, true],
    [0x40000bad, false],
  ])("custom blocks of type %i", async (type, mayCopy) => {
    const { custom } = await lastBlock(
      capture(make, make.block(type, [make.u32(32473), Buffer.from("data")])),
    );
    expect(custom).toEqual({ enterprise: 32473, mayCopy, bytes: text("data") });
  });

  test("names in front of damage", async () => {
    const good = make.option(1, Buffer.concat([Buffer.from([192, 0, 2, 1]), Buffer.from("a\0")]));
    const block = make.block(4, [good, make.u16(1), make.u16(999)]);
    const { names, damaged } = await lastBlock(capture(make, block));
    expect(names.map(({ address }) => address)).toEqual(["192.0.2.1"]);
    expect(damaged).toBe(true);
  });
});

test("a packet block that is damaged is listed with its bytes", async () => {
  const make = makers.little;
  const bad = make.block(6, [0, 0, 7, 4000, 4000].map(make.u32));
  const good = make.enhanced({ ticks: 1n, bytes: Buffer.from("abc") });
  const block = await lastBlock(capture(make, good, bad, good, good, good));
  expect(block).toMatchObject({ type: 6, name: "Enhanced Packet", options: [] });
  expect(block.bytes).toEqual(Uint8Array.from(bad));
});

test("in a section of an unknown version nothing is read", async () => {
  const make = makers.little;
  const custom = make.block(0xbad, [make.u32(32473), Buffer.from("data")]);
  const second = Buffer.concat([make.section({}, [2, 0]), make.interface(), custom]);
  const opened = await openCapture(Buffer.concat([make.section(), second]));
  expect([...opened.blocks].map(({ section, type }) => [section, type])).toEqual([
    [1, 1],
    [1, 0xbad],
  ]);
  expect((await opened.block(1)).custom).toBeUndefined();
  opened.close();
});

test("blocks are asked for by whole numbers that are there", async () => {
  const make = makers.little;
  const opened = await openCapture(capture(make, make.block(0xbbb, [])));
  await expect(opened.block(1)).rejects.toThrow(RangeError);
  await expect(opened.block(-1)).rejects.toThrow(RangeError);
  await expect(opened.block("0")).rejects.toThrow(TypeError);
  expect(() => opened.blocks.read(0, 0.5)).toThrow(RangeError);
  expect(() => opened.blocks.read(-1)).toThrow(RangeError);
  const { blocks } = opened;
  opened.close();
  const closed = { code: "closed" };
  await expect(opened.block(0)).rejects.toMatchObject(closed);
  await expect(opened.names()).rejects.toMatchObject(closed);
  await expect(opened.secrets()).rejects.toMatchObject(closed);
  await expect(opened.statistics()).rejects.toMatchObject(closed);
  expect(() => opened.blocks).toThrow(expect.objectContaining(closed));
  expect(() => blocks.length).toThrow(expect.objectContaining(closed));
});

test("a classic capture has none", async () => {
  const header = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");
  const opened = await openCapture(header);
  expect(opened.blocks.length).toBe(0);
  expect(await opened.names()).toEqual([]);
  await expect(opened.block(0)).rejects.toThrow(RangeError);
  opened.close();
});

test("two million tiny blocks take less memory than their bytes, and are found", async () => {
  const make = makers.little;
  const count = 2_000_000;
  const tiny = make.block(0xbbb, []);
  const many = Buffer.alloc(count * tiny.length, tiny);
  const name = make.option(1, Buffer.concat([Buffer.from([192, 0, 2, 1]), Buffer.from("a\0")]));
  const names = make.block(4, [name, make.u32(0)]);
  const opened = await openCapture(capture(make, many, names));
  expect(opened.blocks.length).toBe(count + 1);
  expect(opened.columns.memory).toBeLessThan(count * 4);
  const [last] = opened.blocks.read(count, count + 1);
  expect(last).toMatchObject({ type: 4, length: names.length });
  expect((await opened.names())[0].names).toEqual(["a"]);
  opened.close();
});

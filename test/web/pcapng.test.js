// What pcapng captures carry in addition to packets: sections, interfaces, options and records.
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { capture, enhanced, makers, options } from "./pcapng-blocks.js";

const orders = ["little", "big"];
const packetBytes = Buffer.from("abcde");

async function firstPacket(source) {
  const opened = await openCapture(source);
  const packet = await opened.packet(0);
  opened.close();
  return packet;
}

describe.each(orders)("a %s-endian section", (order) => {
  const make = makers[order];
  const list = options(
    make,
    [1, "first"],
    [2, "a machine"],
    [3, "a system"],
    [4, "a program"],
    [1, "second"],
    [7, [1, 2]],
  );
  const fields = [make.u32(0x1a2b3c4d), make.u16(1), make.u16(0), make.u64(20)];
  const header = make.block(0x0a0d0d0a, [...fields, list]);

  test("says what its header says", async () => {
    const opened = await openCapture(Buffer.concat([header, make.interface()]));
    const [{ options: all, ...section }] = opened.sections;
    expect(section).toEqual({
      format: "pcapng",
      variant: "pcapng",
      optionsKept: true,
      byteOrder: order,
      magic: 0x1a2b3c4d,
      versionMajor: 1,
      versionMinor: 0,
      thiszone: 0,
      sigfigs: 0,
      snaplen: 0,
      linkTypeWord: 0,
      sectionLength: 20n,
      offset: 0,
      hardware: "a machine",
      os: "a system",
      userApplication: "a program",
      comments: ["first", "second"],
      damaged: false,
    });
    expect(all).toHaveLength(6);
    expect(all[1]).toEqual({
      code: 2,
      name: "shb_hardware",
      value: "a machine",
      bytes: Uint8Array.from(Buffer.from("a machine")),
    });
    expect(all[5]).toEqual({ code: 7, bytes: Uint8Array.of(1, 2) });
    opened.close();
  });

  test("has no length, options and comments where it says none", async () => {
    const opened = await openCapture(make.section());
    expect(opened.sections[0]).toMatchObject({ options: [], comments: [], damaged: false });
    expect(opened.sections[0].sectionLength).toBeUndefined();
    expect(opened.sections[0].os).toBeUndefined();
    expect(opened.interfaces).toEqual([]);
    opened.close();
  });
});

describe.each(orders)("a %s-endian interface", (order) => {
  const make = makers[order];

  test("says all that its options say", async () => {
    const list = options(
      make,
      [1, "a comment"],
      [2, "eth0"],
      [3, "an interface"],
      [4, [192, 0, 2, 1, 255, 255, 255, 0]],
      [4, [192, 0, 2, 2, 255, 0, 0, 0]],
      [5, [0x20, 1, 0x0d, 0xb8, ...Array(11).fill(0), 1, 64]],
      [6, [2, 0, 0, 0, 0, 1]],
      [7, [2, 0, 0, 0, 0, 0, 0, 1]],
      [8, make.u64(10_000_000_000n)],
      [9, [9]],
      [10, make.u32(-1)],
      [11, "\0udp port 9"],
      [12, "a system"],
      [13, [4]],
      [14, make.u64(-3600n)],
      [15, "a card"],
      [16, make.u64(1n)],
      [17, make.u64(2n ** 64n - 1n)],
      [18, "Europe/Berlin"],
    );
    const block = make.block(1, [make.u16(1), make.u16(0), make.u32(96), list]);
    const opened = await openCapture(Buffer.concat([make.section(), block]));
    const [{ options: all, ...one }] = opened.interfaces;
    expect(one).toEqual({
      optionsKept: true,
      section: 0,
      linkType: 1,
      linkTypeName: "ETHERNET",
      linkTypeDescription: "Ethernet",
      snaplen: 96,
      ticksPerSecond: 1e9,
      timestampOffset: -3600n,
      fcsLength: 4,
      name: "eth0",
      description: "an interface",
      filter: "udp port 9",
      speed: 10_000_000_000n,
      txSpeed: 1n,
      rxSpeed: 2n ** 64n - 1n,
      os: "a system",
      hardware: "a card",
      macAddress: "02:00:00:00:00:01",
      euiAddress: "02:00:00:00:00:00:00:01",
      ipv4Addresses: ["192.0.2.1/255.255.255.0", "192.0.2.2/255.0.0.0"],
      ipv6Addresses: ["2001:db8::1/64"],
      timeZone: -1,
      timeZoneName: "Europe/Berlin",
      comments: ["a comment"],
      damaged: false,
    });
    expect(all.map(({ name }) => name).slice(0, 4)).toEqual([
      "opt_comment",
      "if_name",
      "if_description",
      "if_IPv4addr",
    ]);
    expect(all).toHaveLength(19);
    opened.close();
  });

  test("keeps options of a wrong length, without a value", async () => {
    const list = options(make, [2, "ok"], [8, [1, 2]], [9, []]);
    const block = make.block(1, [make.u16(1), make.u16(0), make.u32(0), list]);
    const opened = await openCapture(Buffer.concat([make.section(), block]));
    const [one] = opened.interfaces;
    expect(one).toMatchObject({ name: "ok", speed: undefined, ticksPerSecond: 1e6 });
    expect(one.options[1]).toEqual({ code: 8, name: "if_speed", bytes: Uint8Array.of(1, 2) });
    expect(opened.issues.map(({ kind }) => kind)).toEqual(Array(2).fill("wrong_option_length"));
    opened.close();
  });

  test("keeps the options in front of damage", async () => {
    const list = Buffer.concat([make.option(2, "eth0"), make.u16(3), make.u16(400)]);
    const block = make.block(1, [make.u16(1), make.u16(0), make.u32(0), list]);
    const opened = await openCapture(Buffer.concat([make.section(), block]));
    expect(opened.interfaces[0]).toMatchObject({ name: "eth0", damaged: true });
    expect(opened.interfaces[0].options).toHaveLength(1);
    opened.close();
  });
});

describe.each(orders)("a packet of a %s-endian section", (order) => {
  const make = makers[order];

  test("says all that its options say", async () => {
    const flags = (0x80000000 | (4 << 5) | (1 << 2) | 2 | (1 << 9)) >>> 0;
    const list = options(
      make,
      [1, "one"],
      [2, make.u32(flags)],
      [3, [2, 1, 2, 3, 4]],
      [3, [9, 5]],
      [4, make.u64(3n)],
      [5, make.u64(2n ** 63n)],
      [6, make.u32(7)],
      [7, Buffer.concat([Buffer.from([1]), make.u64(5n)])],
      [7, [0, 1]],
      [8, Buffer.concat([make.u32(11), make.u32(12)])],
      [1, "two"],
      [2988, Buffer.concat([make.u32(32473), Buffer.from("own")])],
    );
    const source = capture(make, enhanced(make, packetBytes, list, { ticks: 2n ** 40n }));
    const { options: all, flags: decoded, ...packet } = await firstPacket(source);
    expect(packet).toMatchObject({
      number: 1,
      timestamp: 2n ** 40n * 1000n,
      ticks: 2n ** 40n,
      bytes: Uint8Array.from(packetBytes),
      comments: ["one", "two"],
      dropCount: 3n,
      packetId: 2n ** 63n,
      queue: 7,
      processId: 11,
      threadId: 12,
      damaged: false,
    });
    expect(packet.hashes).toEqual([
      { kind: 2, name: "CRC32", bytes: Uint8Array.of(1, 2, 3, 4) },
      { kind: 9, bytes: Uint8Array.of(5) },
    ]);
    expect(packet.verdicts).toEqual([
      { kind: 1, name: "eBPF TC", value: 5n, bytes: Uint8Array.from(make.u64(5n)) },
      { kind: 0, name: "hardware", bytes: Uint8Array.of(1) },
    ]);
    expect(decoded).toEqual({
      direction: "outbound",
      reception: "unicast",
      fcsLength: 4,
      checksumNotReady: true,
      checksumValid: false,
      segmentationOffloaded: false,
      errors: ["symbol"],
      word: flags,
    });
    expect(all.at(-1)).toMatchObject({
      name: "opt_custom_utf8",
      enterprise: 32473,
      value: "own",
    });
  });

  test.each([0, 1, 2, 3, 4, 5])("of %i bytes has its options behind them", async (size) => {
    const bytes = packetBytes.subarray(0, size);
    const packet = await firstPacket(capture(make, enhanced(make, bytes, options(make, [1, "c"]))));
    expect(packet.comments).toEqual(["c"]);
    expect(packet.bytes).toEqual(Uint8Array.from(bytes));
    expect(packet.bytes.byteOffset).toBe(0);
  });

  test("has no options where its block ends behind it", async () => {
    const packet = await firstPacket(
      capture(make, make.enhanced({ ticks: 5n, bytes: packetBytes })),
    );
    expect(packet).toMatchObject({
      options: [],
      comments: [],
      ticks: 5n,
      hashes: [],
      verdicts: [],
    });
    expect(packet.flags).toBeUndefined();
    expect(packet.dropCount).toBeUndefined();
  });

  test("keeps the options in front of damage", async () => {
    const list = Buffer.concat([make.option(1, "kept"), make.u16(1), make.u16(400)]);
    const packet = await firstPacket(capture(make, enhanced(make, packetBytes, list)));
    expect(packet).toMatchObject({ comments: ["kept"], damaged: true });
  });

  test("of an obsolete block has its drops and flags", async () => {
    const block = make.obsolete({
      ticks: 5n,
      drops: 6,
      bytes: packetBytes,
      options: { 2: make.u32(1), 3: [1, 9] },
    });
    const packet = await firstPacket(capture(make, block));
    expect(packet).toMatchObject({ dropCount: 6n, ticks: 5n, flags: { direction: "inbound" } });
    expect(packet.hashes).toEqual([{ kind: 1, name: "XOR", bytes: Uint8Array.of(9) }]);
    expect(packet.options[0].name).toBe("pack_flags");
  });

  test("of a simple block has no time", async () => {
    const packet = await firstPacket(capture(make, make.simple(packetBytes)));
    expect(packet.timestamp).toBeUndefined();
    expect(packet.ticks).toBeUndefined();
    expect(packet).toMatchObject({ options: [], bytes: Uint8Array.from(packetBytes) });
  });
});

test("clocks finer than nanoseconds and of base 2 are exact", async () => {
  const make = makers.big;
  const source = Buffer.concat([
    make.section(),
    make.interface({ options: { 9: [12] } }),
    make.interface({ options: { 9: [0x80 | 32] } }),
    enhanced(make, packetBytes, options(make), { ticks: 1_000_000_000_123n }),
    enhanced(make, packetBytes, options(make), { ticks: 3n << 31n, interfaceId: 1 }),
  ]);
  const opened = await openCapture(source);
  expect(opened.interfaces.map((one) => one.ticksPerSecond)).toEqual([1e12, 2 ** 32]);
  const [fine, binary] = [await opened.packet(0), await opened.packet(1)];
  expect([fine.timestamp, fine.ticks]).toEqual([1_000_000_000n, 1_000_000_000_123n]);
  expect([binary.timestamp, binary.ticks]).toEqual([1_500_000_000n, 3n << 31n]);
  opened.close();
});

test("sections of both byte orders are distinguished", async () => {
  const source = Buffer.concat(
    orders.map((order) => {
      const make = makers[order];
      return capture(make, enhanced(make, packetBytes, options(make, [4, make.u64(9n)])));
    }),
  );
  const opened = await openCapture(source);
  expect(opened.sections.map(({ byteOrder }) => byteOrder)).toEqual(orders);
  expect(opened.interfaces.map(({ section }) => section)).toEqual([0, 1]);
  for (const i of [0, 1]) {
    expect(await opened.packet(i)).toMatchObject({ dropCount: 9n, interfaceId: i });
  }
  opened.close();
});

test("text that is no UTF-8 is shown as well as it can be, and its bytes are kept", async () => {
  const make = makers.little;
  const list = options(make, [1, [0x61, 0xff, 0x62]], [1, [0xef, 0xbb, 0xbf, 0x63]]);
  const packet = await firstPacket(capture(make, enhanced(make, packetBytes, list)));
  expect(packet.comments).toEqual(["a\ufffdb", "\ufeffc"]);
  expect(packet.options[0].bytes).toEqual(Uint8Array.of(0x61, 0xff, 0x62));
});

test("nothing of a description can be changed", async () => {
  const make = makers.little;
  const opened = await openCapture(make.section({ 1: "a comment" }));
  const [section] = opened.sections;
  for (const frozen of [section, section.options, section.options[0], section.comments]) {
    expect(Object.isFrozen(frozen)).toBe(true);
  }
  opened.close();
});

// Writing packet by packet: what is written is read again as it was given.
import { execFileSync } from "node:child_process";
import { open } from "node:fs/promises";
import { Writable } from "node:stream";
import { describe, expect, test } from "@jest/globals";
import { CaptureError, CaptureWriter, createWriter, MemorySink, openCapture } from "packetglass";
import { findProgram } from "../../.ci/command.mjs";
import { hasNative, native } from "./native.js";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";
import { written } from "./written-bytes.js";

const file = scratch();
const start = 1_700_000_000_000_000_000n;
const bytes = Uint8Array.of(1, 2, 3, 4, 5);
const tshark = findProgram("tshark");
const testTshark = tshark ? test : test.skip;

function given({ seconds, fraction, payload, originalLength }) {
  const timestamp = BigInt(seconds) * 1_000_000_000n + BigInt(fraction) * 1000n;
  return { timestamp, bytes: payload, originalLength, linkType: 1 };
}

describe("pcap", () => {
  test.each([
    ["little", "us", "usec"],
    ["big", "us", "usec"],
    ["little", "ns", "nsec"],
    ["big", "ns", "nsec"],
  ])("in %s endian and %s is byte for byte what it has to be", async (endian, resolution, unit) => {
    const all = packets(200);
    const options = { format: "pcap", endian, resolution };
    const got = await written(options, async (writer) => {
      for (const packet of all) await writer.writePacket(given(packet));
    });
    const scale = unit === "nsec" ? 1000 : 1;
    const expected = all.map((packet) => ({ ...packet, fraction: packet.fraction * scale }));
    expect(Buffer.compare(got, pcap(expected, { order: endian, unit }))).toBe(0);
  });

  test("may have no packet when the link type is said", async () => {
    const options = { format: "usec", linkType: 101, snaplen: 77 };
    const got = await written(options, async () => {});
    expect(got).toEqual(pcap([], { linkType: 101, snaplen: 77 }));
  });

  test("has other sections by file headers", async () => {
    const header = { schema: "pcap.file_header", magic_number: 0xd4c3b2a1, major_version: 2 };
    const more = { minor_version: 4, reserved1: 0, reserved2: 0, snaplen: 9, linktype: 101 };
    const got = await written({}, async (writer) => {
      await writer.writePacket({ bytes, timestamp: start, linkType: 1 });
      await writer.writeFileHeader({ ...header, ...more });
      await writer.writePacket({ bytes, timestamp: start });
    });
    const capture = await openCapture(got);
    expect(capture.sections.map(({ byteOrder, snaplen }) => [byteOrder, snaplen])).toEqual([
      ["little", 262144],
      ["big", 9],
    ]);
    expect(capture.interfaces.map(({ linkType }) => linkType)).toEqual([1, 101]);
    capture.close();
  });

  test("has no section that readers would not recognise behind others", async () => {
    const header = { schema: "pcap.file_header", magic_number: 0xa1b2c3d4, major_version: 2 };
    const more = { minor_version: 5, reserved1: 0, reserved2: 0, snaplen: 9, linktype: 1 };
    const sink = new MemorySink();
    const writer = await createWriter(sink);
    await writer.writePacket({ bytes, timestamp: start, linkType: 1 });
    const refused = (async () => {
      await writer.writeFileHeader({ ...header, ...more });
      await writer.close();
    })();
    await expect(refused).rejects.toMatchObject({ name: "CaptureError", code: "unsupported" });
    await expect(refused).rejects.toThrow("its version 2.5 is not known");
  });

  test("fills in the length that IXIA's header has", async () => {
    const path = file("ixia.pcap");
    const writer = await createWriter(path, { format: "lcap-hw" });
    await writer.writePacket({ bytes, timestamp: start, linkType: 1 });
    await writer.close();
    const capture = await openCapture(path);
    expect(capture.sections[0].recordsLength).toBe(21);
    expect([writer.isComplete, capture.issues, writer.bytesWritten]).toEqual([true, [], 49]);
    capture.close();
  });
});

// What has no field: options of enterprises, and one whose code nobody knows.
const further = [
  { code: 2988, enterprise: 32473, value: "text: \u00e9" },
  { code: 19373, enterprise: 32473, value: Uint8Array.of(0, 1, 2, 3, 4) },
  { code: 1234, bytes: Uint8Array.of(9, 8, 7) },
];

const everything = {
  section: {
    comments: ["a section", "of two"],
    hardware: "h",
    os: "o",
    userApplication: "a",
    options: further,
  },
  interface: {
    linkType: 1,
    snaplen: 1000,
    ticksPerSecond: 1e6,
    fcsLength: 4,
    timestampOffset: 3600n,
    name: "eth0",
    description: "the first",
    filter: "udp port 53",
    speed: 10_000_000_000n,
    txSpeed: 1n,
    rxSpeed: 2n,
    os: "Linux",
    hardware: "a card",
    macAddress: "02:00:00:00:00:01",
    euiAddress: "02:00:00:ff:fe:00:00:01",
    ipv4Addresses: ["192.0.2.1/255.255.255.0"],
    ipv6Addresses: ["2001:db8::1/64"],
    timeZone: -3600,
    timeZoneName: "Europe/Berlin",
    comments: ["an interface"],
    options: further,
  },
  packet: {
    bytes,
    timestamp: start + 5000n,
    originalLength: 99,
    interfaceId: 0,
    comments: ["first", "second: \u00e9"],
    flags: 0x00000046,
    dropCount: 7n,
    packetId: 0xffff_ffff_ffff_fff0n,
    queue: 3,
    hashes: [{ kind: 2, bytes: Uint8Array.of(1, 2, 3, 4) }],
    verdicts: [
      { kind: 0, bytes: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
      { kind: 1, value: 0xffff_ffff_ffff_fffen },
      { kind: 2, value: 2n },
    ],
    processId: 11,
    threadId: 12,
    options: further,
  },
  names: [
    { address: "192.0.2.1", names: ["a.example", "b.example"] },
    { address: "2001:db8::ff:1", names: ["c.example"] },
    { address: "02:00:00:00:00:01", names: ["d"] },
  ],
  secrets: { type: 0x544c534b, bytes: new TextEncoder().encode("CLIENT_RANDOM 1 2\n") },
  statistics: { interfaceId: 0, timestamp: start, startTime: start - 1000n, endTime: start },
};
const custom = { enterprise: 32473, mayCopy: false, bytes: Uint8Array.of(1, 2, 3, 4) };
const counters = { received: 5n, dropped: 1n, filterAccepted: 4n, osDropped: 0n, delivered: 2n };

// Of all options, the last are those without a field.
function expectFields(read, { options, ...fields }) {
  expect(read).toMatchObject(fields);
  expect(read.options.slice(-options.length)).toMatchObject(options);
}

describe.each(["little", "big"])("pcapng in %s endian", (endian) => {
  const write = async (writer) => {
    await writer.writeSecrets(everything.secrets);
    await writer.writeNames(everything.names, ["names"]);
    await writer.writePacket(everything.packet);
    await writer.writePacket({ bytes, timestamp: undefined });
    await writer.writeStatistics({ ...everything.statistics, ...counters });
    await writer.writeCustom(custom);
  };
  const { section, interface: first } = everything;
  const make = () => written({ endian, section, interfaces: [first] }, write);

  test("has all that was said", async () => {
    const capture = await openCapture(await make());
    expect(capture.issues).toEqual([]);
    expectFields(capture.sections[0], { byteOrder: endian, ...section });
    expect(capture.interfaces).toHaveLength(1);
    expectFields(capture.interfaces[0], first);
    const packet = await capture.packet(0);
    const { flags, ...rest } = everything.packet;
    expectFields(packet, rest);
    expect(packet.flags.word).toBe(flags);
    expect(packet.flags).toMatchObject({ direction: "outbound", reception: "unicast" });
    expect((await capture.packet(1)).timestamp).toBeUndefined();
    expect(await capture.names()).toMatchObject(everything.names);
    expect(await capture.secrets()).toMatchObject([everything.secrets]);
    expect(await capture.statistics()).toMatchObject([{ ...everything.statistics, ...counters }]);
    expect((await capture.block(capture.blocks.length - 1)).custom).toEqual(custom);
    capture.close();
  });

  test("is written again of what was read, byte for byte", async () => {
    const original = await make();
    const capture = await openCapture(original);
    const again = await written(
      { endian, section: capture.sections[0], interfaces: capture.interfaces },
      async (writer) => {
        await writer.writeSecrets((await capture.secrets())[0]);
        await writer.writeNames(await capture.names(), ["names"]);
        for (let i = 0; i < capture.length; i += 1)
          await writer.writePacket(await capture.packet(i));
        await writer.writeStatistics((await capture.statistics())[0]);
        await writer.writeCustom((await capture.block(capture.blocks.length - 1)).custom);
      },
    );
    expect(Buffer.compare(again, original)).toBe(0);
    capture.close();
  });

  test("takes whole blocks of either order", async () => {
    for (const order of ["little", "big"]) {
      const source = await openCapture(await written({ endian: order, section }, writeBlocks));
      const again = await written({ endian, section }, async (writer) => {
        for (let i = 0; i < source.blocks.length; i += 1) {
          await writer.writeBlock(await source.block(i));
        }
      });
      source.close();
      expect(Buffer.compare(again, await written({ endian, section }, writeBlocks))).toBe(0);
    }
  });

  const testNative = hasNative ? test : test.skip;
  test("takes a block of a type that nobody knows, whose content stays", async () => {
    const block = new Uint32Array([0xbbb, 16, 0x01020304, 16]);
    const unknown = { type: 0xbbb, bytes: new Uint8Array(block.buffer) };
    const capture = await openCapture(
      await written({ endian, section }, (writer) => writer.writeBlock(unknown)),
    );
    expect(capture.blocks.length).toBe(1);
    const read = await capture.block(0);
    expect([read.type, read.length, ...read.bytes.subarray(8, 12)]).toEqual([
      0xbbb, 16, 4, 3, 2, 1,
    ]);
    capture.close();
  });

  testTshark("is read so by tshark, too", async () => {
    const path = file(`tshark-${endian}.pcapng`, await make());
    const names = ["packet_id", "interface_queue", "verdict.hw", "verdict.ebpf_tc"];
    const fields = names.flatMap((name) => ["-e", `frame.${name}`]);
    const args = ["-r", path, "-Y", "frame.number == 1", "-T", "fields", ...fields];
    const quiet = { stdio: ["ignore", "pipe", "ignore"] };
    const [id, queue, hardware, number] = execFileSync(tshark, args, quiet).toString().split("\t");
    expect([BigInt(id), Number(queue)]).toEqual([everything.packet.packetId, 3]);
    expect([hardware.replaceAll(/[ :]/g, ""), Number(number)]).toEqual(["0102030405060708", -2]);
  });

  testNative(`is read without an issue by the native program`, async () => {
    const described = JSON.parse(native("info", "--json", file(`${endian}.pcapng`, await make())));
    expect(JSON.stringify(described)).toContain("eth0");
  });
});

async function writeBlocks(writer) {
  await writer.writeSecrets(everything.secrets);
  // Larger than the buffer for commands is at first.
  await writer.writeSecrets({ type: 1, bytes: new Uint8Array(200_000).fill(7) });
  await writer.writeNames(everything.names, ["names"]);
  await writer.writeCustom(custom);
}

describe("sinks", () => {
  const write = async (sink, options) => {
    const writer = await createWriter(sink, { format: "usec", ...options });
    for (const packet of packets(50)) await writer.writePacket(given(packet));
    await writer.close();
  };
  const expected = pcap(packets(50));

  test("a path, which is not overwritten unless that is wanted", async () => {
    const path = file("written.pcap");
    await write(path);
    const exists = { name: "CaptureError", code: "io" };
    await expect(write(path)).rejects.toMatchObject(exists);
    await write(path, { overwrite: true });
    const capture = await openCapture(path);
    expect([capture.length, capture.size]).toEqual([50, expected.length]);
    capture.close();
  });

  test("a FileHandle, which stays open", async () => {
    const handle = await open(file("handle.pcap"), "w+");
    await write(handle);
    expect(await handle.readFile().then(({ length }) => length)).toBe(0);
    expect((await handle.stat()).size).toBe(expected.length);
    await handle.close();
  });

  test("a web stream and a Writable", async () => {
    const pieces = [[], []];
    const web = new WritableStream({ write: (piece) => void pieces[0].push(piece) });
    const node = new Writable({
      write(piece, _, done) {
        pieces[1].push(piece);
        done();
      },
    });
    await write(web);
    await write(node);
    for (const got of pieces) expect(Buffer.compare(Buffer.concat(got), expected)).toBe(0);
    expect(node.writableFinished).toBe(true);
  });

  test.each([
    ["a web stream", (take) => new WritableStream({ write: take }, { highWaterMark: 1 })],
    [
      "a Writable",
      (take) => new Writable({ write: (piece, _, done) => void take(piece).then(() => done()) }),
    ],
  ])("%s that is slow is waited for", async (_, make) => {
    let waiting = 0;
    let most = 0;
    const take = async ({ length }) => {
      waiting -= length;
      await new Promise((resolve) => setTimeout(resolve, 3));
    };
    const writer = await createWriter(make(take), { format: "usec" });
    const large = new Uint8Array(60_000);
    for (let i = 0; i < 300; i += 1) {
      await writer.writePacket({ bytes: large, timestamp: start, linkType: 1 });
      waiting += large.length + 16;
      most = Math.max(most, waiting);
    }
    await writer.close();
    expect(most).toBeLessThan(5 * 2 ** 20);
  });

  test("a stream that fails fails the writing, and nothing more", async () => {
    const cause = new Error("disk full");
    const failing = new Writable({ write: (_piece, _encoding, done) => done(cause) });
    const writer = await createWriter(failing, { format: "usec" });
    writer.writePacket({ bytes: new Uint8Array(200_000), timestamp: start, linkType: 1 });
    await expect(writer.flush()).rejects.toMatchObject({ code: "io", cause });
    const packet = { bytes, timestamp: start, linkType: 1 };
    expect(() => writer.writePacket(packet)).toThrow(CaptureError);
    await expect(writer.close()).rejects.toMatchObject({ code: "io" });
    await writer.close();
  });

  test("aborted report their reason", async () => {
    const reasons = [];
    const writer = await createWriter(
      new WritableStream({ abort: (reason) => reasons.push(reason) }),
    );
    await writer.abort("changed my mind");
    await writer.abort("again");
    expect(reasons).toEqual(["changed my mind"]);
    const closed = { name: "CaptureError", code: "closed" };
    expect(() => writer.flush()).toThrow(expect.objectContaining(closed));
  });
});

describe("what cannot be written", () => {
  const refused = (options, packet) =>
    written(options, (writer) =>
      writer.writePacket({ bytes, timestamp: start, linkType: 1, ...packet }),
    );

  test.each([
    ["link_type_mismatch", { format: "pcap", linkType: 101 }, {}],
    ["time_out_of_range", { format: "pcap" }, { timestamp: -1n }],
    ["unsupported", { format: "pcap" }, { comments: ["no place for it"] }],
    ["unsupported", { format: "pcap" }, { options: further }],
    ["unsupported", { format: "pcapng" }, { timestamp: undefined, comments: ["no place"] }],
    ["packet_too_large", { format: "pcap" }, { bytes: new Uint8Array(262_145) }],
  ])("is an error %s", async (code, options, packet) => {
    await expect(refused(options, packet)).rejects.toMatchObject({ name: "CaptureError", code });
  });

  test("is nothing at all", async () => {
    await expect(written({}, async () => {})).rejects.toMatchObject({ code: "empty" });
  });

  test.each([
    ["options.format", { format: "pcapx" }, {}],
    ["options.endian", { endian: "middle" }, {}],
    ["packet.bytes", { snaplen: 4 }, {}],
    ["packet.originalLength", {}, { originalLength: 2 ** 32 }],
    ["packet.ticks", {}, { ticks: -1n }],
    ["packet.interfaceId", { interfaces: [{ linkType: 1 }] }, { interfaceId: 1 }],
    ["queue", { format: "pcapng" }, { queue: -1 }],
    ["hashes.kind", { format: "pcapng" }, { hashes: [{ kind: 256, bytes }] }],
    ["verdicts.kind", { format: "pcapng" }, { verdicts: [{ kind: -1, bytes }] }],
    ["options.code", { format: "pcapng" }, { options: [{ code: 0, bytes }] }],
    ["options.code", { format: "pcapng" }, { options: [{ code: 7, enterprise: 1, value: bytes }] }],
    ["timeZone", { interfaces: [{ linkType: 1, timeZone: 2 ** 31 }] }, {}],
    ["ticksPerSecond", { interfaces: [{ linkType: 1, ticksPerSecond: 3 }] }, {}],
    ["macAddress", { interfaces: [{ linkType: 1, macAddress: "1:2" }] }, {}],
  ])("%s is out of range", async (name, options, packet) => {
    await expect(refused(options, packet)).rejects.toThrow(RangeError);
    await expect(refused(options, packet)).rejects.toThrow(name);
  });

  test.each([
    ["sink", null, {}],
    ["options", new MemorySink(), null],
    ["options.linkType", new MemorySink(), { linkType: "ETHERNET" }],
    ["options.overwrite", new MemorySink(), { overwrite: 1 }],
  ])("%s is of the wrong type", async (name, sink, options) => {
    await expect(createWriter(sink, options)).rejects.toThrow(TypeError);
    await expect(createWriter(sink, options)).rejects.toThrow(name);
  });

  test.each([
    ["packet", null],
    ["packet.bytes", { bytes: [1] }],
    ["packet.timestamp", { bytes, timestamp: 1 }],
    ["packet.linkType", { bytes, timestamp: 1n }],
    ["verdicts.value", { bytes, timestamp: 1n, linkType: 1, verdicts: [{ kind: 1, value: 1 }] }],
    ["verdicts.bytes", { bytes, timestamp: 1n, linkType: 1, verdicts: [{ kind: 0 }] }],
    ["options.bytes", { bytes, timestamp: 1n, linkType: 1, options: [{ code: 2, value: 1 }] }],
  ])("%s is of the wrong type, too", async (name, packet) => {
    const writer = await createWriter(new MemorySink());
    expect(() => writer.writePacket(packet)).toThrow(TypeError);
    expect(() => writer.writePacket(packet)).toThrow(name);
    await writer.abort();
  });
});

test.each([
  ["block.type", { type: 6, bytes: new Uint8Array(12) }],
  ["block.bytes", { type: 4, bytes: new Uint8Array(12) }],
  ["block.bytes", { type: 4, bytes: new Uint8Array(3) }],
])("%s is that of no block but packets", async (name, block) => {
  const writer = await createWriter(new MemorySink());
  expect(() => writer.writeBlock(block)).toThrow(RangeError);
  expect(() => writer.writeBlock(block)).toThrow(name);
  await writer.abort();
});

test("a writer is disposed of by closing it", async () => {
  const sink = new MemorySink();
  const writer = await createWriter(sink, { format: "usec", linkType: 1 });
  expect(writer).toBeInstanceOf(CaptureWriter);
  if (Symbol.asyncDispose) await writer[Symbol.asyncDispose]();
  else await writer.close();
  expect(sink.bytes()).toHaveLength(24);
});

test("require() gives the same", () => {
  const script = `
    const { createWriter, convert, readEvents, MemorySink } = require("packetglass");
    (async () => {
      const sink = new MemorySink();
      const writer = await createWriter(sink, { format: "usec" });
      await writer.writePacket({ bytes: Uint8Array.of(1), timestamp: 5n, linkType: 1 });
      await writer.close();
      const other = new MemorySink();
      await convert(sink.bytes(), other, { format: "pcapng" });
      for await (const { data } of readEvents(other.bytes())) console.log(data.length);
    })();`;
  const printed = execFileSync(process.execPath, ["--eval", script], { cwd: import.meta.dirname });
  expect(printed.toString()).toBe("1\n");
});

// Captures written again: byte for byte as the native program writes them.
import { readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import {
  convert,
  createWriter,
  MemorySink,
  openCapture,
  readEventBatches,
  readEvents,
  writeEvents,
} from "packetglass";
import { compressed, original } from "./compress.js";
import { hasNative, nativeEvents, nativeFile } from "./native.js";
import { present, realCaptures } from "./oracle.js";
import { makers } from "./pcapng-blocks.js";
import { scratch } from "./scratch.js";
import { join, packets, pcap } from "./synthetic.js";

const file = scratch();
const testWithCaptures = present && hasNative ? test : test.skip;
const absent = present && hasNative ? "" : " (real captures or the native program are absent)";
const patience = 120_000; // milliseconds, for some hundred runs of the native program

/** What the file has that `write` makes, be it only as far as something goes wrong. */
async function writtenBy(write) {
  const path = file("by-package");
  rmSync(path, { force: true });
  await write(path).catch((error) => {
    if (error.name !== "CaptureError") throw error;
  });
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

describe("convert", () => {
  const wishes = [
    [{}, []],
    [{ format: "pcapng" }, ["--to", "pcapng"]],
    [{ format: "nsec" }, ["--to", "nsec"]],
    [{ format: "lcap-hw" }, ["--to", "lcap-hw"]],
    [{ endian: "big" }, ["--endian", "big"]],
    [{ custom: "drop" }, ["--custom", "drop"]],
  ];
  testWithCaptures.each(wishes)(
    `with %j writes what the native program writes, of every real capture${absent}`,
    async (options, args) => {
      let compared = 0;
      for (const { path, file: source } of realCaptures()) {
        const out = file("by-program");
        const expected = nativeFile("convert", out, [source, out, ...args]);
        const got = await writtenBy((target) => convert(source, target, options));
        expect([path, got.equals(expected)]).toEqual([path, true]);
        compared += got.length;
      }
      expect(compared).toBeGreaterThan(1_000_000);
    },
    patience,
  );

  test("reports what the target cannot hold, and what is wrong in the source", async () => {
    const source = join([pcap(packets(3), { unit: "nsec", thiszone: 60 }), Uint8Array.of(9)]);
    const issues = [];
    const sink = new MemorySink();
    const onIssue = (issue) => issues.push(issue.kind);
    const done = await convert(source, sink, { format: "usec", onIssue });
    expect(done).toEqual({ packets: 3, bytes: sink.bytes().length, isComplete: true });
    expect(issues).toContain("truncated_record_header");
    expect(issues).toContain("timestamps_rounded");
  });

  test.each(Object.keys(compressed))("takes what is compressed by %s", async (compression) => {
    const sink = new MemorySink();
    await convert(compressed[compression], sink);
    expect(Buffer.compare(sink.bytes(), original.bytes)).toBe(0);
  });

  test.each(["usec", "nsec", "aix", "nokia", "lcap-hw", "pcapng", undefined])(
    "makes an empty capture of a section alone, as %s",
    async (format) => {
      const sink = new MemorySink();
      const done = await convert(makers.big.section(), sink, { format });
      expect(done).toMatchObject({ packets: 0, isComplete: true });
      expect(done.bytes).toBe(sink.bytes().length);
      const capture = await openCapture(sink.bytes());
      expect([capture.sections.length, capture.length]).toEqual([1, 0]);
      capture.close();
    },
  );

  test("says when a length could not be filled in", async () => {
    const pieces = [];
    const stream = new WritableStream({ write: (piece) => void pieces.push(piece) });
    const done = await convert(pcap(packets(3)), stream, { format: "lcap-sw" });
    expect(done.isComplete).toBe(false);
    expect(Buffer.concat(pieces)).toHaveLength(done.bytes);
  });

  test("aborts the sink with what went wrong", async () => {
    const reasons = [];
    const sink = () => new WritableStream({ abort: (reason) => void reasons.push(reason) });
    const several = join([pcap(packets(2)), pcap(packets(2), { linkType: 101 })]);
    const toPcapng = new MemorySink();
    await convert(several, toPcapng, { format: "pcapng" });
    const failed = convert(toPcapng.bytes(), sink(), { format: "usec" });
    await expect(failed).rejects.toMatchObject({ code: "link_type_mismatch" });
    const controller = new AbortController();
    const endless = (async function* () {
      yield pcap(packets(10));
      controller.abort("enough");
      await new Promise(() => {});
    })();
    const aborted = convert(endless, sink(), { signal: controller.signal });
    await expect(aborted).rejects.toBe("enough");
    expect(reasons).toEqual([expect.objectContaining({ code: "link_type_mismatch" }), "enough"]);
  });

  test.each([
    [RangeError, "options.format", { format: "pcapx" }],
    [TypeError, "options.format", { format: 1 }],
    [RangeError, "options.custom", { custom: "lose" }],
    [TypeError, "options.strict", { strict: 1 }],
    [TypeError, "options", null],
  ])("throws a %p for a wrong %s", async (type, name, options) => {
    const wrong = convert(pcap([]), new MemorySink(), options);
    await expect(wrong).rejects.toThrow(type);
    await expect(wrong).rejects.toThrow(name);
  });
});

describe("writeEvents", () => {
  const ways = [
    ["readEvents", (source) => readEvents(source, { emitFileHeaders: true })],
    ["readEventBatches", (source) => readEventBatches(source)],
  ];
  testWithCaptures.each(ways)(
    `of %s writes what the native program writes, of every real capture${absent}`,
    async (_, read) => {
      for (const { path, file: source } of realCaptures()) {
        const out = file("by-program");
        const expected = nativeFile("write", out, [out], nativeEvents(source));
        const got = await writtenBy((target) => writeEvents(read(source), target));
        expect([path, got.equals(expected)]).toEqual([path, true]);
      }
    },
    patience,
  );

  test.each([
    ["little", "usec"],
    ["big", "usec"],
    ["little", "nsec"],
    ["big", "nsec"],
  ])("restores %s endian and %s from the header", async (order, unit) => {
    const source = pcap(packets(100), { order, unit, snaplen: 555 });
    const sink = new MemorySink();
    const bytes = await writeEvents(readEvents(source, { emitFileHeaders: true }), sink);
    expect(bytes).toBe(source.length);
    expect(Buffer.compare(sink.bytes(), source)).toBe(0);
  });

  test("rejects with what the events reject with, and aborts the sink", async () => {
    const cause = new Error("no more");
    const reasons = [];
    const events = (async function* () {
      yield* readEvents(pcap(packets(3)));
      throw cause;
    })();
    const sink = new WritableStream({ abort: (reason) => void reasons.push(reason) });
    await expect(writeEvents(events, sink)).rejects.toBe(cause);
    expect(reasons).toEqual([cause]);
  });

  test.each([
    ["schema", { schema: "tenzir.metrics" }],
    ["timestamp", { schema: "pcap.packet", timestamp: 5, linktype: 1, data: new Uint8Array(1) }],
    ["data", { schema: "pcap.packet", timestamp: 5n, linktype: 1, data: "AA==" }],
    ["magic_number", { schema: "pcap.file_header" }],
  ])("refuses an event of a wrong %s", async (_, event) => {
    await expect(writeEvents([event], new MemorySink())).rejects.toThrow(TypeError);
  });

  test("reports a header that is none", async () => {
    const writer = await createWriter(new MemorySink());
    const words = {
      magic_number: 17,
      major_version: 2,
      minor_version: 4,
      reserved1: 0,
      reserved2: 0,
    };
    await writer.writeEvent({ schema: "pcap.file_header", ...words, snaplen: 1, linktype: 1 });
    await expect(writer.close()).rejects.toMatchObject({ code: "unsupported" });
  });
});

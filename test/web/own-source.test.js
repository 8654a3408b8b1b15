// Sources of one's own: an object with its size that reads ranges.
import { afterAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import * as there from "packetglass/worker";
import { frame } from "./compress.js";
import { packets, pcap } from "./synthetic.js";

const written = packets(3000, { payloadLimit: 1500 });
const bytes = pcap(written);

afterAll(() => there.terminate());

/** A source over bytes, which notes what is read. */
function own(whole, change = {}) {
  const reads = [];
  const source = {
    size: whole.length,
    reads,
    closed: 0,
    async read(offset, length) {
      reads.push([offset, length]);
      return whole.subarray(offset, offset + length);
    },
    close() {
      source.closed += 1;
    },
    ...change,
  };
  return source;
}

describe.each([
  ["here", here],
  ["in the Worker", there],
])("%s", (_, api) => {
  test("is opened, read again where a packet is looked at, and closed", async () => {
    const source = own(bytes);
    const capture = await api.openCapture(source);
    expect([capture.length, capture.size]).toEqual([3000, bytes.length]);
    source.reads.length = 0;
    expect((await capture.packet(2999)).bytes).toEqual(written[2999].payload);
    expect(source.reads.length).toBeGreaterThan(0);
    expect(source.reads[0][1]).toBeLessThan(2000);
    expect(source.closed).toBe(0);
    await capture.close();
    await capture.close();
    expect(source.closed).toBe(1);
  });

  test("is read once as events, and converted", async () => {
    const source = own(bytes);
    let events = 0;
    for await (const { length } of api.readEventBatches(source)) events += length;
    expect([events, source.closed]).toEqual([3000, 1]);
    const sink = new here.MemorySink();
    await api.convert(own(bytes), sink);
    expect(Buffer.compare(sink.bytes(), bytes)).toBe(0);
  });

  test("may be compressed, and may read at once", async () => {
    const zipped = frame.gzip(bytes);
    const read = (offset, length) => zipped.subarray(offset, offset + length);
    const capture = await api.openCapture({ size: zipped.length, read });
    expect([capture.compression, capture.length]).toEqual(["gzip", 3000]);
    await capture.close();
  });

  test("may use its memory again, which stays its own", async () => {
    const memory = new Uint8Array(8 * 2 ** 20);
    const read = (offset, length) => {
      memory.set(bytes.subarray(offset, offset + length));
      return memory.subarray(0, length);
    };
    const capture = await api.openCapture({ size: bytes.length, read });
    const found = await Promise.all([capture.packet(7), capture.packet(2000)]);
    expect(found.map((packet) => packet.bytes)).toEqual([
      written[7].payload,
      written[2000].payload,
    ]);
    expect(memory.length).toBe(8 * 2 ** 20);
    await capture.close();
  });

  test("that became shorter is reported", async () => {
    let size = bytes.length;
    const source = own(bytes, { read: (at, n) => bytes.subarray(at, Math.min(size, at + n)) });
    const capture = await api.openCapture(source);
    size = 1000;
    await expect(capture.packet(2999)).rejects.toMatchObject({ code: "source_changed" });
    await capture.close();
  });

  test("whose reading fails is reported, with the cause", async () => {
    const read = async () => {
      throw new RangeError("the disk is gone");
    };
    const source = own(bytes, { read });
    const error = await api.openCapture(source).catch((reason) => reason);
    expect(error).toMatchObject({ name: "CaptureError", code: "io" });
    expect(error.message).toContain("the disk is gone");
    expect(error.cause).toMatchObject({ name: "RangeError", message: "the disk is gone" });
    expect(source.closed).toBe(1);
  });

  test("may say itself what is wrong", async () => {
    const read = async () => {
      throw new here.CaptureError("source_changed", "The tape was exchanged.", { offset: 5 });
    };
    await expect(api.openCapture(own(bytes, { read }))).rejects.toMatchObject({
      code: "source_changed",
      message: "The tape was exchanged.",
      offset: 5,
    });
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
    "has no size of %p",
    async (size) => {
      await expect(api.openCapture(own(bytes, { size }))).rejects.toThrow(
        new TypeError("source.size must be a number of bytes"),
      );
    },
  );

  test.each([
    ["text", () => "text"],
    ["nothing", () => undefined],
    ["more than was asked for", () => bytes.subarray(0, 100_000)],
  ])("that gives %s is refused", async (_name, read) => {
    await expect(api.openCapture(own(bytes, { read }))).rejects.toThrow(
      /^source\.read\(\) must give/,
    );
  });

  test("may be empty, and is closed then too", async () => {
    const source = own(bytes.subarray(0, 0));
    await expect(api.openCapture(source)).rejects.toMatchObject({ code: "empty" });
    expect(source.closed).toBe(1);
  });

  test("is closed on an abort, though a read never ends", async () => {
    const source = own(bytes, { read: () => new Promise(() => {}) });
    const signal = AbortSignal.timeout(30);
    await expect(api.openCapture(source, { signal })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(source.closed).toBe(1);
  });
});

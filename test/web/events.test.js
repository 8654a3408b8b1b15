// Events of a capture: as the native program prints them, one by one and in batches.
import { describe, expect, test } from "@jest/globals";
import { CaptureError, eventStream, openCapture, readEventBatches, readEvents } from "packetglass";
import { hasNative, line, nativeEvents } from "./native.js";
import { present, realCaptures } from "./oracle.js";
import { scratch } from "./scratch.js";
import { join, packets, pcap } from "./synthetic.js";

const file = scratch();
const testWithCaptures = present && hasNative ? test : test.skip;
const absent = present && hasNative ? "" : " (real captures or the native program are absent)";

/** All events; `error` is what ended them. */
async function collect(events) {
  const all = [];
  try {
    for await (const event of events) all.push(event);
  } catch (error) {
    return { all, error };
  }
  return { all };
}

describe("readEvents", () => {
  testWithCaptures(
    `gives what the native program prints, of every real capture${absent}`,
    async () => {
      let compared = 0;
      for (const { path, file } of realCaptures()) {
        const { all } = await collect(readEvents(file, { emitFileHeaders: true }));
        expect([path, all.map(line).join("")]).toEqual([path, nativeEvents(file)]);
        compared += all.length;
      }
      expect(compared).toBeGreaterThan(10_000);
    },
  );

  test("names the fields as Tenzir does, in its order", async () => {
    const bytes = pcap(packets(1), { order: "big", snaplen: 100, linkType: 101 });
    const { all } = await collect(readEvents(bytes, { emitFileHeaders: true }));
    const order = ["schema", "timestamp", "linktype", "original_packet_length"];
    order.push("captured_packet_length", "interface_id", "data");
    expect(Object.keys(all[1])).toEqual(order);
    expect(all[0]).toEqual({
      schema: "pcap.file_header",
      magic_number: 0xd4c3b2a1,
      major_version: 2,
      minor_version: 4,
      reserved1: 0,
      reserved2: 0,
      snaplen: 100,
      linktype: 101,
    });
    expect(all[1].timestamp).toBe(1_700_000_000_000_000_000n);
  });

  test("gives file headers only when asked, each before its packets", async () => {
    const bytes = join([pcap(packets(3)), pcap([], { order: "big" }), pcap(packets(2))]);
    const schemas = async (options) =>
      (await collect(readEvents(bytes, options))).all.map(({ schema }) => schema.slice(5));
    expect(await schemas()).toEqual(new Array(5).fill("packet"));
    const [p, h] = ["packet", "file_header"];
    expect(await schemas({ emitFileHeaders: true })).toEqual([h, p, p, p, h, h, p, p]);
  });

  test("can be asked again without waiting", async () => {
    const events = readEvents(pcap(packets(20)));
    const asked = Array.from({ length: 22 }, () => events.next());
    const got = await Promise.all(asked);
    expect(got.map(({ done }) => done)).toEqual([...new Array(20).fill(false), true, true]);
    const lengths = packets(20).map(({ payload }) => payload.length);
    expect(got.slice(0, 20).map(({ value }) => value.data.length)).toEqual(lengths);
  });

  test("reports what is wrong, and goes on", async () => {
    const bytes = join([pcap(packets(5)), Uint8Array.of(1, 2, 3)]);
    const issues = [];
    const options = { onIssue: (issue) => issues.push(issue) };
    expect((await collect(readEvents(bytes, options))).all).toHaveLength(5);
    const capture = await openCapture(bytes);
    expect(issues).toEqual(capture.issues);
    expect(issues).toHaveLength(1);
    capture.close();
  });

  test("gives all before the trouble when it is strict", async () => {
    const damaged = join([pcap(packets(5)), new Uint8Array(16).fill(0xff), pcap(packets(2))]);
    const { all, error } = await collect(readEvents(damaged, { strict: true }));
    expect(all).toHaveLength(5);
    expect(error).toBeInstanceOf(CaptureError);
    expect(error.code).toBe("damaged");
  });

  test("rejects as openCapture does", async () => {
    const rejected = async (source) => (await collect(readEvents(source))).error;
    expect(await rejected(new Uint8Array(0))).toMatchObject({ code: "empty" });
    expect(await rejected(new Uint8Array(99).fill(65))).toMatchObject({ code: "unknown_format" });
    expect(await rejected(file("none"))).toMatchObject({ code: "io" });
    expect(await rejected(17)).toBeInstanceOf(TypeError);
  });

  test.each([
    ["options must be an object", null],
    ["options.emitFileHeaders must be true or false", { emitFileHeaders: 1 }],
    ["options.strict must be true or false", { strict: "yes" }],
    ["options.onIssue must be a function", { onIssue: 1 }],
    ["options.signal must be an AbortSignal", { signal: {} }],
  ])("%s", (message, options) => {
    expect(() => readEvents(pcap([]), options)).toThrow(new TypeError(message));
  });

  test("stops when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const events = readEvents(pcap(packets(100_000, { payloadLimit: 99 })), controller);
    const got = [];
    const reading = (async () => {
      for await (const event of events) {
        got.push(event);
        if (got.length === 10) controller.abort(reason);
      }
    })();
    await expect(reading).rejects.toBe(reason);
    expect(got.length).toBeLessThan(100_000);
  });

  test("is not begun when it was aborted before", async () => {
    const { error } = await collect(readEvents(pcap([]), { signal: AbortSignal.abort("no") }));
    expect(error).toBe("no");
  });
});

describe("readEventBatches", () => {
  const bytes = join([pcap(packets(3000)), pcap(packets(10), { order: "big", linkType: 101 })]);

  test("has the same packets, column by column", async () => {
    const { all } = await collect(readEvents(bytes, { emitFileHeaders: true }));
    const { all: batches } = await collect(readEventBatches(bytes));
    const events = batches.flatMap((batch) => [
      ...(batch.fileHeader ? [batch.fileHeader] : []),
      ...Array.from({ length: batch.length }, (_, i) => batch.packet(i)),
    ]);
    expect(events).toEqual(all);
    expect(events).toHaveLength(3012);
  });

  test("fills memory again that was given back, and empties it before", async () => {
    const seen = new Set();
    const many = pcap(packets(60_000, { payloadLimit: 200 }));
    let last;
    for await (const batch of readEventBatches(many)) {
      expect(last?.data.length ?? 0).toBe(0);
      expect(last?.timestamp.length ?? 0).toBe(0);
      expect(batch.data.length).toBeGreaterThan(0);
      seen.add(batch.packet(batch.length - 1).timestamp);
      batch.release();
      batch.release();
      last = batch;
    }
    expect(seen.size).toBeGreaterThan(3);
  });

  test("keeps what was not given back", async () => {
    const { all } = await collect(readEventBatches(pcap(packets(60_000, { payloadLimit: 200 }))));
    const written = packets(60_000, { payloadLimit: 200 });
    let number = 0;
    for (const batch of all) {
      for (let i = 0; i < batch.length; i += 1) {
        const { data } = batch.packet(i);
        if (Buffer.compare(data, written[number].payload) !== 0)
          throw new Error(`packet ${number}`);
        number += 1;
      }
    }
    expect(number).toBe(60_000);
  });
});

describe("eventStream", () => {
  test("is a pair for pipeThrough", async () => {
    const blob = new Blob([pcap(packets(500))]);
    const events = blob.stream().pipeThrough(eventStream({ emitFileHeaders: true }));
    const { all } = await collect(events);
    expect(all).toHaveLength(501);
  });

  test("errors its readable side", async () => {
    const { error } = await collect(
      new Blob(["no capture at all, this"]).stream().pipeThrough(eventStream()),
    );
    expect(error).toMatchObject({ name: "CaptureError", code: "unknown_format" });
  });

  test("can be left", async () => {
    const blob = new Blob([pcap(packets(50_000))]);
    for await (const event of blob.stream().pipeThrough(eventStream())) {
      expect(event.schema).toBe("pcap.packet");
      break;
    }
  });
});

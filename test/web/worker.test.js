// packetglass/worker: the same functions, done in a Worker, give the same.
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "@jest/globals";
import * as here from "packetglass";
import * as there from "packetglass/worker";
import { frame } from "./compress.js";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const file = scratch();
const captures = join(import.meta.dirname, "../captures");
const talk = join(captures, "dissect/talk.pcap");
const bytes = pcap(packets(3000, { payloadLimit: 1500 }));
const path = file("three-thousand.pcap", bytes);
const code = (name) => expect.objectContaining({ name: "CaptureError", code: name });

afterAll(() => there.terminate());

/** What an iteration gives. */
async function all(found) {
  const items = [];
  for await (const item of found) items.push(item);
  return items;
}

// A comparison by expect() takes a thousand times as long.
function expectSameBytes(found, expected) {
  expect(found.length).toBe(expected.length);
  expect(Buffer.compare(found, expected)).toBe(0);
}

/** Both ways, of the same: what `ask` gives of the capture here and of that in the Worker. */
async function both(source, options, ask) {
  const [mine, its] = [
    await here.openCapture(source, options),
    await there.openCapture(source, options),
  ];
  try {
    return [await ask(mine), await ask(its)];
  } finally {
    mine.close();
    await its.close();
  }
}

describe("a capture", () => {
  const summary = { summary: true };
  const questions = {
    length: (one) => one.length,
    size: (one) => one.size,
    sections: (one) => one.sections,
    interfaces: (one) => one.interfaces,
    issues: (one) => [one.issues, one.issueCount],
    "columns.read()": (one) => one.columns.read(),
    "columns.length": (one) => one.columns.length,
    "summary.read()": (one) => one.summary.read(1, 9),
    "summary.protocols": (one) => one.summary.protocols,
    "conversations()": (one) => one.conversations("tcp"),
    "endpoints()": (one) => one.endpoints("ip"),
    "hierarchy()": (one) => one.hierarchy(),
    "follow()": (one) => all(one.follow({ layer: "tcp", stream: 0 })),
    "packet()": (one) => one.packet(3),
    "layers()": (one) => one.layers(3),
    "rows()": (one) => one.rows(),
    "decapsulate()": (one) => one.decapsulate(3, { seed: 7 }),
  };
  test.each(Object.entries(questions))("%s is what it is without a Worker", async (_, ask) => {
    const [mine, its] = await both(talk, summary, ask);
    expect(its).toEqual(mine);
  });

  const blocks = join(captures, "pcapng-other-blocks.pcapng");
  const ofBlocks = {
    "blocks.read()": (one) => one.blocks.read(),
    "blocks.length": (one) => one.blocks.length,
    "block()": (one) => one.block(0),
    "names()": (one) => one.names(),
    "secrets()": (one) => one.secrets(),
    "statistics()": (one) => one.statistics(),
  };
  test.each(Object.entries(ofBlocks))("%s of pcapng too", async (_, ask) => {
    const [mine, its] = await both(blocks, {}, ask);
    expect(its).toEqual(mine);
  });

  const failures = {
    "a packet that is not there": (one) => one.packet(64),
    "a packet that is no number": (one) => one.packet("0"),
    "a stream that is not there": (one) => all(one.follow({ layer: "tcp", stream: 99 })),
  };
  test.each(Object.entries(failures))("refuses %s in the same words", async (_, ask) => {
    const refusal = async (one) => {
      try {
        await ask(one);
      } catch ({ name, message }) {
        return { name, message };
      }
    };
    const [mine, its] = await both(talk, summary, refusal);
    expect(mine.message).toMatch(/./);
    expect(its).toEqual(mine);
  });

  test("without a summary has none", async () => {
    const capture = await there.openCapture(talk);
    expect(() => capture.summary).toThrow(code("no_summary"));
    await expect(capture.conversations("tcp")).rejects.toEqual(code("no_summary"));
    await capture.close();
  });

  test("that is closed answers no more", async () => {
    const capture = await there.openCapture(talk, summary);
    const { columns } = capture;
    await capture.close();
    for (const name of ["length", "sections", "columns", "summary"]) {
      expect(() => capture[name]).toThrow(code("closed"));
    }
    await expect(columns.read()).rejects.toEqual(code("closed"));
    await expect(capture.packet(0)).rejects.toEqual(code("closed"));
    await expect(all(capture.follow({ layer: "tcp", stream: 0 }))).rejects.toEqual(code("closed"));
    await expect(capture.close()).resolves.toBeUndefined();
  });

  test("is closed at the end of a block", async () => {
    const capture = await there.openCapture(talk);
    await capture[Symbol.asyncDispose]();
    expect(() => capture.length).toThrow(code("closed"));
  });

  test("may be left while it is followed", async () => {
    const capture = await there.openCapture(talk, summary);
    for await (const piece of capture.follow({ layer: "tcp", stream: 0 })) {
      expect(piece.bytes.length).toBeGreaterThan(0);
      break;
    }
    expect(await all(capture.follow({ layer: "tcp", stream: 0 }))).not.toEqual([]);
    await capture.close();
  });
});

describe("a source", () => {
  const kinds = {
    "a path": () => path,
    "a file URL": () => pathToFileURL(path),
    "a Blob": () => new Blob([bytes]),
    "a File": () => new File([bytes], "three-thousand.pcap"),
    "a Uint8Array": () => bytes,
    "a view of a larger buffer": () => Buffer.concat([Buffer.alloc(5), bytes]).subarray(5),
    "an ArrayBuffer": () => bytes.slice().buffer,
    "a web stream": () => new Blob([bytes]).stream(),
    "a Readable": () => Readable.from([bytes.slice(0, 7001), bytes.slice(7001)]),
    "an iterable": () => [bytes.slice(0, 5).buffer, bytes.subarray(5)],
    "a Response": () => new Response(bytes),
    "a compressed stream": () => new Blob([frame.gzip(bytes)]).stream(),
  };
  test.each(Object.entries(kinds))("is %s", async (_, make) => {
    const capture = await there.openCapture(make());
    expect([capture.length, capture.size > 0]).toEqual([3000, true]);
    expect((await capture.packet(2999)).bytes).toEqual(
      packets(3000, { payloadLimit: 1500 })[2999].payload,
    );
    await capture.close();
    let events = 0;
    for await (const { length } of there.readEventBatches(make())) events += length;
    expect(events).toBe(3000);
  });

  test("of bytes is the caller's as before", async () => {
    const mine = bytes.slice();
    await (await there.openCapture(mine)).close();
    expectSameBytes(mine, bytes);
  });

  test("is no FileHandle", async () => {
    const handle = await open(path);
    await expect(there.openCapture(handle)).rejects.toEqual(code("unsupported_source"));
    await expect(there.convert(path, handle)).rejects.toEqual(code("unsupported_source"));
    await handle.close();
  });

  test.each([5, null, {}, () => {}])("is not %p", async (source) => {
    await expect(there.openCapture(source)).rejects.toThrow(/^source must be a path/);
    await expect(all(there.readEvents(source))).rejects.toThrow(/^source must be a path/);
  });

  test("that fails is reported, with its cause", async () => {
    const missing = await there.openCapture(file("missing.pcap")).catch((error) => error);
    expect(missing).toBeInstanceOf(here.CaptureError);
    expect([missing.code, missing.cause.code]).toEqual(["io", "ENOENT"]);
    const text = there.openCapture(new TextEncoder().encode("This is no capture at all.\n"));
    await expect(text).rejects.toEqual(
      expect.objectContaining({ code: "unknown_format", offset: 0 }),
    );
    const broken = new ReadableStream({
      pull() {
        throw new RangeError("the line is dead");
      },
    });
    const failure = await there.openCapture(broken).catch((error) => error);
    expect([failure.code, failure.cause.message]).toEqual(["io", "the line is dead"]);
  });

  test("that comes in pieces is let go of when the reading is left", async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      start: (controller) => controller.enqueue(bytes),
      pull: (controller) => controller.enqueue(new Uint8Array(16_000)),
      cancel: () => {
        isCancelled = true;
      },
    });
    for await (const event of there.readEvents(endless)) {
      expect(event.schema).toBe("pcap.packet");
      break;
    }
    expect(isCancelled).toBe(true);
  });
});

describe("options", () => {
  test("onProgress is called here", async () => {
    const seen = [];
    const capture = await there.openCapture(path, { onProgress: (each) => seen.push(each) });
    expect(seen.at(-1)).toEqual({
      bytesRead: bytes.length,
      bytesTotal: bytes.length,
      packets: 3000,
    });
    await capture.close();
  });

  test("what a callback throws the call rejects with", async () => {
    const thrown = new Error("enough");
    const onProgress = () => {
      throw thrown;
    };
    await expect(there.openCapture(path, { onProgress })).rejects.toBe(thrown);
  });

  test("onIssue reports all issues", async () => {
    const truncated = bytes.subarray(0, -3);
    const [mine, its] = [[], []];
    await all(here.readEvents(truncated, { onIssue: (issue) => mine.push(issue) }));
    await all(there.readEvents(truncated, { onIssue: (issue) => its.push(issue) }));
    expect(mine).not.toEqual([]);
    expect(its).toEqual(mine);
  });

  test("a signal that is aborted stops the opening, with its reason", async () => {
    await expect(there.openCapture(path, { signal: AbortSignal.abort("no") })).rejects.toBe("no");
    const stop = new AbortController();
    const reason = { of: "its own" };
    const never = new ReadableStream({ start: (controller) => controller.enqueue(bytes) });
    const opening = there.openCapture(never, { signal: stop.signal });
    setTimeout(() => stop.abort(reason), 50);
    await expect(opening).rejects.toBe(reason);
  });

  test("a signal stops an iteration", async () => {
    const stop = new AbortController();
    const never = new ReadableStream({ start: (controller) => controller.enqueue(bytes) });
    const reading = async () => {
      for await (const _ of there.readEventBatches(never, { signal: stop.signal }))
        stop.abort("done");
    };
    await expect(reading()).rejects.toBe("done");
  });

  test.each([
    [{ signal: 5 }, "options.signal must be an AbortSignal"],
    [{ onProgress: 5 }, "options.onProgress must be a function"],
    [{ summary: "yes" }, "options.summary must be true or false"],
    [5, "options must be an object"],
  ])("%p are refused", async (options, message) => {
    await expect(there.openCapture(path, options)).rejects.toThrow(new TypeError(message));
  });

  test("wrong ones of reading are refused at once", () => {
    expect(() => there.readEvents(path, { emitFileHeaders: 1 })).toThrow(TypeError);
    expect(() => there.readEventBatches(path, { onIssue: 1 })).toThrow(TypeError);
  });
});

describe("events", () => {
  const fifty = pcap(packets(50));
  const two = Buffer.concat([fifty, pcap(packets(5), { order: "big" })]);

  test.each([
    ["of a capture", fifty],
    ["of captures one behind another", two],
    ["of pcapng", readFileSync(join(captures, "pcapng-two-sections.pcapng"))],
    ["without timestamps", readFileSync(join(captures, "pcapng-kinds-of-packets.pcapng"))],
  ])("%s are what they are without a Worker", async (_, source) => {
    const options = { emitFileHeaders: true };
    const mine = await all(here.readEvents(source, options));
    expect(await all(there.readEvents(source, options))).toEqual(mine);
  });

  test("of a batch that is released are gone", async () => {
    for await (const batch of there.readEventBatches(bytes)) {
      expect(batch).toBeInstanceOf(here.EventBatch);
      expect(batch.data.length).toBeGreaterThan(0);
      batch.release();
      expect([batch.data.length, batch.timestamp.length]).toEqual([0, 0]);
    }
  });

  test("come out of a stream", async () => {
    const events = await all(new Blob([fifty]).stream().pipeThrough(there.eventStream()));
    expect(events).toEqual(await all(here.readEvents(fifty)));
  });

  test.each([
    ["readEvents", () => there.readEvents(two, { emitFileHeaders: true })],
    ["readEventBatches", () => there.readEventBatches(two)],
  ])("of %s are written again", async (_, read) => {
    const sink = new there.MemorySink();
    expect(await there.writeEvents(read(), sink)).toBe(two.length);
    expectSameBytes(sink.bytes(), two);
  });

  test("may be released as soon as they are taken", async () => {
    const released = async function* () {
      for await (const batch of here.readEventBatches(two)) {
        yield batch;
        batch.release();
      }
    };
    const sink = new there.MemorySink();
    await there.writeEvents(released(), sink);
    expectSameBytes(sink.bytes(), two);
  });

  test("that are none are refused", async () => {
    await expect(there.writeEvents([5], new there.MemorySink())).rejects.toThrow(TypeError);
    await expect(there.writeEvents(5, new there.MemorySink())).rejects.toThrow(TypeError);
  });

  test("before a failure are written", async () => {
    const events = await all(here.readEvents(bytes));
    const failing = async function* () {
      yield* events.slice(0, 10);
      throw new RangeError("no more");
    };
    const target = file("as-far-as-it-goes.pcap");
    await expect(there.writeEvents(failing(), target)).rejects.toThrow(new RangeError("no more"));
    const mine = file("mine.pcap");
    await expect(here.writeEvents(failing(), mine)).rejects.toThrow(RangeError);
    expectSameBytes(readFileSync(target), readFileSync(mine));
  });
});

describe("writing", () => {
  test("to memory, a stream or a file gives the same", async () => {
    const write = async (api, sink) => {
      const writer = await api.createWriter(sink, { interfaces: [{ linkType: 1, name: "eth0" }] });
      const id = await writer.addInterface({ linkType: 113 });
      await writer.writePacket({ timestamp: 5n, bytes: bytes.subarray(0, 60), interfaceId: id });
      await writer.writeNames([{ address: "192.0.2.1", names: ["host"] }]);
      for await (const batch of here.readEventBatches(bytes)) await writer.writeBatch(batch);
      await writer.close();
      return [writer.bytesWritten, writer.isComplete];
    };
    const [mine, its] = [new here.MemorySink(), new here.MemorySink()];
    const streamed = new TransformStream();
    const received = new Response(streamed.readable).arrayBuffer();
    const facts = await write(here, mine);
    expect(await write(there, its)).toEqual(facts);
    expect(await write(there, streamed.writable)).toEqual(facts);
    const target = file("written.pcapng");
    expect(await write(there, target)).toEqual(facts);
    const all = [its.bytes(), new Uint8Array(await received), new Uint8Array(readFileSync(target))];
    for (const each of all) expectSameBytes(each, mine.bytes());
  });

  test("goes back where memory lets it", async () => {
    const [mine, its] = [new here.MemorySink(), new here.MemorySink()];
    const format = "lcap-hw";
    const done = await here.convert(bytes, mine, { format });
    expect(done.isComplete).toBe(true);
    expect(await there.convert(bytes, its, { format })).toEqual(done);
    expectSameBytes(its.bytes(), mine.bytes());
  });

  test("of what is wrong is refused", async () => {
    const sink = () => new there.MemorySink();
    await expect(there.createWriter(5)).rejects.toThrow(/^sink must be a stream/);
    await expect(there.createWriter(sink(), { format: "none" })).rejects.toThrow(RangeError);
    const writer = await there.createWriter(sink());
    await expect(writer.writePacket({})).rejects.toThrow(TypeError);
    await expect(writer.close()).rejects.toEqual(code("empty"));
    await expect(writer.close()).resolves.toBeUndefined();
  });

  test("that is given up aborts the sink", async () => {
    const aborted = [];
    const sink = () => new WritableStream({ abort: (reason) => aborted.push(reason) });
    const writer = await there.createWriter(sink(), { linkType: 1 });
    await writer.abort("enough");
    expect(aborted).toEqual(["enough"]);
    const converting = there.convert(new Uint8Array(100), sink());
    await expect(converting).rejects.toEqual(code("unknown_format"));
    expect(aborted).toEqual(["enough", code("unknown_format")]);
  });

  test("converts from path to path", async () => {
    const [mine, its] = [file("mine.pcapng"), file("its.pcapng")];
    const done = await here.convert(path, mine, { format: "pcapng" });
    expect(await there.convert(path, its, { format: "pcapng" })).toEqual(done);
    expectSameBytes(readFileSync(its), readFileSync(mine));
    const again = there.convert(path, its);
    await expect(again).rejects.toEqual(code("io"));
  });
});

test("decapsulate gives the same", async () => {
  const bytes = readFileSync(talk).subarray(40, 201);
  const mine = await here.decapsulate(bytes, { linkType: 1 });
  expect(mine.ip).toBeDefined();
  expect(await there.decapsulate(bytes, { linkType: 1 })).toEqual(mine);
  await expect(there.decapsulate(bytes, {})).rejects.toThrow(TypeError);
});

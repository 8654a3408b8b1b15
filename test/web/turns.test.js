// The event loop has turns while something is read, by time. The clock here is one in steps: it says
// that 25 ms have gone by whenever it is looked at, and not otherwise. So each look is followed by a
// turn, and what is done between two turns is the longest step of work between two looks, whatever
// the machine. That step is counted: in bytes, packets, pieces or rows.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import {
  convert,
  createWriter,
  MemorySink,
  openCapture,
  readEventBatches,
  readEvents,
  writeEvents,
} from "packetglass";
import { captured, get } from "./http-objects.js";
import { packets, pcap } from "./synthetic.js";

const MIB = 2 ** 20;
const large = pcap(packets(20_000, { payloadLimit: 400 }));

/** Turns of the event loop so far, counted by a task that is there in every one. */
let turns = 0;
let isCounting = false;
function count() {
  turns += 1;
  if (isCounting) setImmediate(count);
}

const clock = performance.now;
let looks = 0;
beforeEach(() => {
  isCounting = true;
  setImmediate(count);
  performance.now = () => {
    looks += 1;
    return 1000 * looks;
  };
});
afterEach(() => {
  isCounting = false;
  performance.now = clock;
});

/** The most work in one turn: call it with each piece of work. */
function meter() {
  let [turn, sum, most, total] = [-1, 0, 0, 0];
  const work = (size) => {
    if (turns !== turn) [turn, sum] = [turns, 0];
    sum += size;
    total += size;
    most = Math.max(most, sum);
  };
  return { work, most: () => most, total: () => total };
}

/** A source of one's own whose reads settle at once, and are not counted. */
const own = (bytes) => ({ size: bytes.length, read: (at, n) => bytes.subarray(at, at + n) });
const pieces = (bytes, size) => ({
  *[Symbol.iterator]() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  },
});
const sources = {
  bytes: () => large,
  "a source of one's own": () => own(large),
  "an iterable of large pieces": () => pieces(large, 3 * MIB),
  "an iterable of small pieces": () => pieces(large, 8000),
};

describe.each(Object.entries(sources))("of %s", (_, source) => {
  test("reading events takes a block a turn", async () => {
    const { work, most, total } = meter();
    for await (const { data } of readEvents(source())) work(data.length);
    expect(total()).toBeGreaterThan(3 * MIB);
    expect(most()).toBeLessThanOrEqual(2 * MIB);
  });

  test("reading batches takes a block a turn", async () => {
    const { work, most } = meter();
    for await (const { length } of readEventBatches(source())) work(length);
    expect(most()).toBeLessThanOrEqual(20_000);
  });

  test("converting takes a block a turn", async () => {
    const { work, most, total } = meter();
    const sink = new WritableStream({ write: ({ length }) => work(length) });
    await convert(source(), sink, { format: "nsec" });
    expect(total()).toBeGreaterThan(3 * MIB);
    expect(most()).toBeLessThanOrEqual(3 * MIB);
  });

  test.each([false, true])(
    "opening hears an abort within some blocks, summary: %s",
    async (summary) => {
      // An abort that comes in the third turn after reading has begun.
      const controller = new AbortController();
      let left = 0;
      const begun = pieces(large, MIB);
      const counted = {
        *[Symbol.iterator]() {
          for (const piece of begun) {
            if (left === 0) left = turns + 3;
            yield piece;
          }
        },
      };
      const abort = () => {
        if (left > 0 && turns >= left) controller.abort("enough");
        else setImmediate(abort);
      };
      setImmediate(abort);
      const { signal } = controller;
      await expect(openCapture(counted, { signal, summary })).rejects.toBe("enough");
    },
  );
});

test("opening bytes takes some turns for each stretch", async () => {
  const before = turns;
  const capture = await openCapture(large, { summary: true });
  const blocks = large.length / MIB;
  expect(turns - before).toBeGreaterThanOrEqual(blocks);
  capture.close();
});

test("pieces without bytes do not keep the loop", async () => {
  const endless = {
    [Symbol.asyncIterator]: () => ({ next: async () => ({ value: new Uint8Array(0) }) }),
  };
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 5);
  await expect(openCapture(endless, controller)).rejects.toBe("enough");
  await expect(readEvents(endless, { signal: controller.signal }).next()).rejects.toBe("enough");
});

test("a piece without bytes is no end", async () => {
  const [start, end] = [large.subarray(0, 500), large.subarray(500)];
  const slow = (async function* () {
    yield start;
    yield new Uint8Array(0);
    await new Promise((resolve) => setTimeout(resolve, 5));
    yield new Uint8Array(0);
    yield end;
  })();
  const capture = await openCapture(slow);
  expect(capture.length).toBe(20_000);
  capture.close();
});

describe("of an open capture whose packets are at hand", () => {
  test("rows, objects and what is followed take some packets a turn", async () => {
    const bodies = Array.from({ length: 40 }, (_, i) => get(`/${i}`));
    const bytes = captured(...Array.from({ length: 40 }, () => bodies.map((text) => ["c", text])));
    const capture = await openCapture(bytes, { summary: true });
    expect(capture.length).toBeGreaterThan(1600);
    const before = turns;
    expect((await capture.rows()).length).toBe(capture.length);
    const ofRows = turns - before;
    expect(ofRows).toBeGreaterThanOrEqual(Math.floor(capture.length / 1024));
    for await (const _ of capture.objects());
    const ofObjects = turns - before - ofRows;
    expect(ofObjects).toBeGreaterThanOrEqual(Math.floor(capture.length / 1024));
    for await (const _ of capture.follow({ layer: "tcp", stream: 0 }));
    expect(turns - before - ofRows - ofObjects).toBeGreaterThanOrEqual(1);
    capture.close();
  });
});

test("writing events takes a few of them a turn", async () => {
  const { work, most, total } = meter();
  const event = { schema: "pcap.packet", timestamp: 0n, linktype: 1, data: new Uint8Array(9) };
  const events = {
    *[Symbol.iterator]() {
      for (let i = 0; i < 5000; i += 1) {
        work(1);
        yield { ...event, original_packet_length: 9 };
      }
    },
  };
  await writeEvents(events, new MemorySink());
  expect([total(), most()]).toEqual([5000, expect.any(Number)]);
  expect(most()).toBeLessThanOrEqual(128);
});

test("a writer takes a batch of 1 MiB a turn", async () => {
  const { work, most, total } = meter();
  const writer = await createWriter(new MemorySink(), { format: "pcap", linkType: 1 });
  const bytes = new Uint8Array(10_000);
  for (let i = 0; i < 800; i += 1) {
    work(bytes.length);
    await writer.writePacket({ bytes, timestamp: 0n });
  }
  await writer.close();
  expect(total()).toBeGreaterThan(7 * MIB);
  expect(most()).toBeLessThanOrEqual(2 * MIB);
});

test("many frames to be skipped do not keep the loop", async () => {
  // Frames of eight bytes that zstd and lz4 say to skip, and no capture behind them.
  const frames = new Uint8Array(80_000);
  for (let at = 0; at < frames.length; at += 8) frames.set([0x50, 0x2a, 0x4d, 0x18], at);
  const before = turns;
  await expect(openCapture(frames)).rejects.toMatchObject({ name: "CaptureError" });
  expect(turns - before).toBeGreaterThan(1000);
});

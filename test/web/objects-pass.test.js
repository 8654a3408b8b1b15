// The pass over a capture that finds the bodies of HTTP messages: order, bounds, damage, interruption.
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { pcap } from "../captures/dissect/packets.mjs";
import { lines, talk } from "../captures/flow/http.mjs";
import { all, answer, captured, chunked, get, objectsOf, text } from "./http-objects.js";

/** A record of 60,000 bytes that this empty segment would have, so much later; not the bytes. */
function segmentAt(packet, offset) {
  const bytes = Buffer.alloc(16 + 54);
  packet.copy(bytes, 16);
  bytes.writeUInt32LE(54 + 60_000, 8);
  bytes.writeUInt32LE(54 + 60_000, 12);
  bytes.writeUInt16BE(40 + 60_000, 16 + 16);
  bytes.writeUInt32BE(packet.readUInt32BE(38) + offset, 16 + 38);
  bytes[16 + 47] = 0x10; // ACK, not FIN
  return bytes;
}

test("objects() gives them in the order in which they end", async () => {
  const long = talk(50000, ["c", get("/long")], ["s", `${lines("HTTP/1.1 200 OK")}all of it`]);
  const slow = talk(50001, ["c", get("/slow")], ["s", answer("slow and steady"), 50]);
  const short = talk(50002, ["c", get("/short")], ["s", answer("quick")]);
  const [end, last] = [long.pop(), slow.splice(-2)];
  const source = pcap(1, [...long, ...slow, ...short, ...last, end]);
  const targets = (await objectsOf(source)).map(({ target }) => target);
  expect(targets).toEqual(["/short", "/slow", "/long"]);
});

describe("objects()", () => {
  const page = "0123456789".repeat(30);

  test("keeps so many bytes of a body, and counts all", async () => {
    const source = captured([["s", answer(page) + chunked(page) + answer("short"), 70]]);
    const objects = await objectsOf(source, { maxKept: 10 });
    expect(objects.map(({ size, isComplete, bytes }) => [size, isComplete, text(bytes)])).toEqual([
      [300, true, "0123456789"],
      [300, true, "0123456789"],
      [5, true, "short"],
    ]);
    const slow = captured([
      ["s", lines("HTTP/1.1 200 OK", "Content-Length: 3000")],
      ["s", page.repeat(10), 1],
    ]);
    const [{ size, bytes }] = await objectsOf(slow, { maxKept: 1500 });
    expect([size, text(bytes)]).toEqual([3000, page.repeat(5)]);
    const none = await objectsOf(source, { maxKept: 0 });
    expect(none.map(({ size, bytes }) => [size, bytes.length])).toEqual([
      [300, 0],
      [300, 0],
      [5, 0],
    ]);
  });

  test("reads packets of conversations with HTTP only, and once", async () => {
    const other = talk(50001, ["s", "x".repeat(90_000)]);
    const more = talk(50002, ["c", get("/more")], ["s", answer("more")]);
    const bytes = pcap(1, [
      ...talk(50000, ["c", get("/")], ["s", answer(page)]),
      ...other,
      ...more,
    ]);
    const blob = new Blob([bytes]);
    const reads = [];
    const { slice } = blob;
    blob.slice = (...range) => {
      reads.push(range);
      return slice.apply(blob, range);
    };
    const capture = await openCapture(blob, { summary: true });
    const { offset, capturedLength } = capture.columns.read();
    const { conversation } = capture.summary.read();
    reads.length = 0;
    expect(await all(capture.objects())).toHaveLength(2);
    for (const [i, begin] of [...offset].entries()) {
      const end = begin + capturedLength[i];
      const times = reads.filter(([from, to]) => from <= begin && to >= end).length;
      expect(times).toBe(conversation[i] === 1 ? 0 : 1);
    }
    capture.close();
  });

  // The conversations begin in the first window of the pass, and go on in another.
  test("ends the conversations that were silent for longest", async () => {
    const halves = Array.from({ length: 300 }, (_, i) =>
      talk(50000 + i, ["c", get(`/${i}`)], ["s", answer("both halves"), 44]),
    );
    const ends = halves.map((packets) => packets.splice(-2));
    const filler = talk(40000, ["s", "x".repeat(5000), 1]);
    const heard = ends[0].shift();
    const source = pcap(1, [...halves.flat(), heard, ...filler, ...ends.flat()]);
    const objects = await objectsOf(source);
    const ended = objects.filter(({ isComplete }) => !isComplete);
    expect(objects).toHaveLength(300);
    // As many as are too many, but for the one that was heard again.
    expect(ended.map(({ target }) => target)).toEqual(ended.map((_, i) => `/${i + 1}`));
    expect(ended).toHaveLength(300 - 256);
  });

  // Five bodies of 63 MB at once, whose bytes are the same memory.
  test("ends them also where too much is kept of bodies", async () => {
    const [payload, count] = [Buffer.alloc(60_000), 1050];
    const head = lines("HTTP/1.1 200 OK", `Content-Length: ${count * payload.length}`);
    const begun = Array.from({ length: 5 }, (_, i) =>
      talk(50000 + i, ["c", get(`/${i}`)], ["s", head]),
    );
    const ends = begun.map((packets) => packets.pop());
    const parts = [pcap(1, begun.flat())];
    for (let i = 0; i < count; i += 1) {
      for (const end of ends) parts.push(segmentAt(end, i * payload.length), payload);
    }
    const objects = await objectsOf(new Blob(parts));
    const [ended, ...others] = objects.map(({ size, bytes }) => [size, bytes.length]);
    expect(ended[0]).toBeLessThan(count * payload.length);
    expect(5 * ended[0]).toBeGreaterThan(256 * 1024 * 1024);
    expect(others).toEqual(Array(4).fill([count * payload.length, count * payload.length]));
    expect(objects.map(({ isComplete }) => isComplete)).toEqual([false, true, true, true, true]);
  }, 60_000);

  test("of a capture that ends anywhere: what was there until then", async () => {
    const bytes = captured(
      [
        ["c", get("/1") + get("/2"), 60],
        ["s", answer(page.slice(100)) + chunked(page.slice(100)), 90],
      ],
      [["s", `${lines("HTTP/1.1 200 OK")}${page.slice(200)}`, 50]],
    );
    const whole = await objectsOf(bytes);
    let [complete, incomplete] = [0, 0];
    for (let length = 24; length < bytes.length; length += 1) {
      const objects = await objectsOf(bytes.subarray(0, length));
      objects.forEach((object, i) => {
        expect(text(whole[i].bytes).startsWith(text(object.bytes))).toBe(true);
        expect(object.size).toBe(object.bytes.length);
        // Of a body up to the end nobody knows.
        if (object.isComplete && i < 2) expect(object).toEqual(whole[i]);
        if (object.isComplete) complete += 1;
        else incomplete += 1;
      });
    }
    expect(whole).toHaveLength(3);
    expect(complete).toBeGreaterThan(1000);
    expect(incomplete).toBeGreaterThan(500);
  }, 60_000);

  test("in the Worker finds the same", async () => {
    const path = join(import.meta.dirname, "../captures/flow/http.pcap");
    const capture = await worker.openCapture(path, { summary: true });
    const ours = await all(capture.objects({ maxKept: 1000 }));
    expect(ours).toEqual(await objectsOf(path, { maxKept: 1000 }));
    expect(ours.length).toBeGreaterThan(5);
    const packed = ours.find(({ encoding }) => encoding === "gzip");
    expect((await worker.decodeBody(packed)).length).toBe(6000);
    await expect(all(capture.objects({ maxKept: -1 }))).rejects.toThrow(RangeError);
    await capture.close();
  });
});

describe("objects() while it is iterated over", () => {
  const source = captured([["s", answer("one") + answer("two")]], [["s", answer("three")]]);
  const open = () => openCapture(source, { summary: true });

  test("twice at once gives the same twice", async () => {
    const capture = await open();
    const [one, other] = await Promise.all([0, 0].map(() => all(capture.objects())));
    expect(other).toEqual(one);
    expect(one).toHaveLength(3);
    capture.close();
  });

  test("may be left early, and begun again", async () => {
    const capture = await open();
    for await (const { size } of capture.objects()) {
      expect(size).toBe(3);
      break;
    }
    expect(await all(capture.objects())).toHaveLength(3);
    capture.close();
  });

  test("of one conversation gives that one's", async () => {
    const capture = await open();
    const [objects, other] = [
      await all(capture.objects()),
      await all(capture.objects({ stream: 1 })),
    ];
    expect(other).toEqual(objects.filter(({ stream }) => stream === 1));
    expect(other).toHaveLength(1);
    capture.close();
  });

  test("finds them also where no segment has a whole line", async () => {
    const capture = await openCapture(captured([["s", answer("in bytes"), 1]]), { summary: true });
    for (const of of [{}, { stream: 0 }]) {
      const [{ bytes }] = await all(capture.objects(of));
      expect(text(bytes)).toBe("in bytes");
    }
    capture.close();
  });

  test("rejects when the capture is closed before or meanwhile", async () => {
    const capture = await open();
    const [before, meanwhile] = [0, 0].map(() => capture.objects()[Symbol.asyncIterator]());
    expect((await meanwhile.next()).value.size).toBe(3);
    capture.close();
    await expect(before.next()).rejects.toMatchObject({ code: "closed" });
    await expect(all({ [Symbol.asyncIterator]: () => meanwhile })).rejects.toMatchObject({
      code: "closed",
    });
    expect(() => capture.objects()).toThrow(expect.objectContaining({ code: "closed" }));
  });

  test("takes no wrong arguments, and needs a summary", async () => {
    const capture = await open();
    expect(() => capture.objects({ stream: 2 })).toThrow(RangeError);
    expect(() => capture.objects({ stream: "0" })).toThrow(TypeError);
    expect(() => capture.objects({ maxKept: -1 })).toThrow(RangeError);
    expect(() => capture.objects({ maxKept: 1.5 })).toThrow(RangeError);
    expect(() => capture.objects({ maxKept: "1" })).toThrow(TypeError);
    expect(() => capture.objects(null)).toThrow(TypeError);
    capture.close();
    const plain = await openCapture(source);
    expect(() => plain.objects()).toThrow(expect.objectContaining({ code: "no_summary" }));
    plain.close();
  });
});

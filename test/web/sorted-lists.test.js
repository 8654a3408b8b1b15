// Lists that are sorted and given in parts, and sums over all packets.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { openCapture as openInWorker } from "packetglass/worker";
import { fileHeader, packets, pcap } from "./synthetic.js";

const path = join(import.meta.dirname, "../captures/dissect/http.pcap");
let capture;
beforeAll(async () => {
  capture = await openCapture(path, { summary: true });
});
afterAll(() => capture.close());

const falling = (keys) => keys.every((key, i) => i === 0 || key <= keys[i - 1]);
const plain = (rows) => rows.map((row) => ({ ...row }));

describe("conversationsBy()", () => {
  test.each([
    ["bytes", ({ bytesAB, bytesBA }) => bytesAB + bytesBA],
    ["packets", ({ packetsAB, packetsBA }) => packetsAB + packetsBA],
    ["first", ({ first }) => -first],
    ["duration", ({ duration }) => duration],
  ])("gives all conversations, sorted by %s", (order, keyOf) => {
    const { length, rows } = capture.conversationsBy("tcp", order);
    const all = capture.conversations("tcp");
    expect(all.length).toBeGreaterThan(2);
    expect([length, rows.length]).toEqual([all.length, all.length]);
    expect(falling(rows.map(keyOf))).toBe(true);
    expect(plain([...rows]).sort(byStream)).toEqual(plain([...all]).sort(byStream));
  });

  test("gives parts of the list, and nothing beyond it", () => {
    const { length, rows } = capture.conversationsBy("tcp", "bytes");
    expect(capture.conversationsBy("tcp", "bytes", 1, 3)).toEqual({
      length,
      rows: rows.slice(1, 3),
    });
    expect(capture.conversationsBy("tcp", "bytes", 0, 0)).toEqual({ length, rows: [] });
    expect(capture.conversationsBy("tcp", "bytes", 1, 1e6).rows).toEqual(rows.slice(1));
  });

  test("keeps no list for another", () => {
    const layers = ["tcp", "ip", "tcp"].map((layer) => capture.conversationsBy(layer, "packets"));
    expect(layers[2]).toEqual(layers[0]);
    expect(layers[1]).not.toEqual(layers[0]);
    expect(capture.endpointsBy("tcp", "packets")).not.toEqual(layers[0]);
  });

  const byStream = (a, b) => a.stream - b.stream;
});

describe.each([
  ["this thread", openCapture],
  ["a Worker", openInWorker],
])("lists within a listing, in %s", (_, open) => {
  test("are of its packets, and keep numbers and sides", async () => {
    const capture = await open(path, { summary: true });
    const answers = await capture.filter("tcp.srcport == 80 and tcp.stream < 2");
    const all = await capture.conversations("tcp");
    const some = await capture.conversations("tcp", { within: answers });
    expect(some.map(({ stream }) => stream)).toEqual([0, 1]);
    for (const row of some) {
      const { portA, portB } = all[row.stream];
      expect([row.portA, row.portB, row.packetsAB]).toEqual([portA, portB, 0]);
    }
    const sum = (rows) => rows.reduce((sum, { packetsBA }) => sum + packetsBA, 0);
    expect(sum(some)).toBe(answers.length);
    const part = await capture.conversationsBy("tcp", "bytes", 0, 9, { within: answers });
    expect(part.length).toBe(2);
    expect(new Set(plain(part.rows))).toEqual(new Set(plain(some)));
    const [server] = await capture.endpoints("ip", { within: answers });
    expect(server.sentPackets + server.receivedPackets).toBe(answers.length);
    expect((await capture.endpointsBy("tcp", "bytes", 0, 1, { within: answers })).length).toBe(3);
    expect(await capture.conversations("tcp")).toEqual(all);
    await capture.close();
  });

  test("a hierarchy is of them, and no list is lost", async () => {
    const capture = await open(path, { summary: true });
    const within = await capture.filter("http");
    const whole = await capture.hierarchy();
    const list = await capture.conversationsBy("tcp", "bytes");
    const { packets, bytes, children } = await capture.hierarchy({ within });
    expect(packets).toBe(within.length);
    expect(bytes).toBeLessThan(whole.bytes);
    expect(children.length).toBeGreaterThan(0);
    expect(await capture.conversationsBy("tcp", "bytes")).toEqual(list);
    expect(await capture.hierarchy()).toEqual(whole);
    expect(await capture.hierarchy({ within: capture.all })).toEqual(whole);
    await capture.close();
  });

  test("are not of links, nor within something else", async () => {
    const capture = await open(path, { summary: true });
    const within = await capture.filter("http");
    const asking = async (...args) => capture.conversations(...args);
    await expect(asking("ethernet", { within })).rejects.toMatchObject({ code: "unsupported" });
    await expect(asking("tcp", { within: [1] })).rejects.toThrow(TypeError);
    await expect(asking("tcp", { among: within })).rejects.toThrow(TypeError);
    await capture.close();
  });
});

describe("endpointsBy()", () => {
  test.each(["bytes", "packets"])("gives all endpoints, sorted by %s", (order) => {
    const { length, rows } = capture.endpointsBy("tcp", order);
    expect(length).toBe(capture.endpoints("tcp").length);
    expect(new Set(rows)).toEqual(new Set(capture.endpoints("tcp")));
    expect(falling(rows.map((row) => row[order]))).toBe(true);
  });

  test("has no times to sort by", () => {
    expect(() => capture.endpointsBy("tcp", "first")).toThrow(
      new TypeError("order must be one of bytes, packets"),
    );
  });
});

test.each([
  ["a layer", () => capture.conversationsBy("smtp", "bytes"), TypeError, /^layer must be one of/],
  [
    "an order",
    () => capture.conversationsBy("tcp", "toString"),
    TypeError,
    /^order must be one of/,
  ],
  ["a row", () => capture.endpointsBy("ip", "bytes", -1), RangeError, /./],
])("%s that there is not is refused", (_, call, kind, message) => {
  expect(call).toThrow(kind);
  expect(call).toThrow(message);
});

test("without a summary there are no lists", async () => {
  const bare = await openCapture(path);
  expect(() => bare.conversationsBy("tcp", "bytes")).toThrow(
    expect.objectContaining({ code: "no_summary" }),
  );
  bare.close();
});

describe("totals()", () => {
  test("are the sums over all packets, and their earliest and latest time", async () => {
    const { capturedLength, originalLength, timestamp } = capture.columns.read();
    const sum = (lengths) => BigInt(lengths.reduce((all, each) => all + each, 0));
    const times = [...timestamp].sort((a, b) => (a < b ? -1 : 1));
    expect(await capture.totals()).toEqual({
      capturedBytes: sum(capturedLength),
      originalBytes: sum(originalLength),
      earliest: times[0],
      latest: times.at(-1),
    });
  });

  test("of nothing are 0, and there is no first time", async () => {
    const empty = await openCapture(fileHeader());
    expect(await empty.totals()).toEqual({ capturedBytes: 0n, originalBytes: 0n });
    expect(empty.firstTimestamp).toBeUndefined();
    empty.close();
  });

  test("of many packets are made in turns, and end with the capture", async () => {
    const many = await openCapture(pcap(packets(70_000)));
    const waiting = many.totals();
    many.close();
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
  });
});

test("the first packet's time is known", () => {
  expect(capture.firstTimestamp).toBe(capture.columns.read(0, 1).timestamp[0]);
});

test("a Worker gives the same", async () => {
  const remote = await openInWorker(path, { summary: true });
  const asked = (one) =>
    Promise.all([
      one.conversationsBy("tcp", "duration", 0, 2),
      one.endpointsBy("ip", "bytes"),
      one.totals(),
      one.firstTimestamp,
    ]);
  expect(await asked(remote)).toEqual(await asked(capture));
  await remote.close();
});

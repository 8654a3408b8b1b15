// In which packets two captures differ: as worked out by hand, and as the native program says.
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { compare } from "packetglass";
import * as inline from "packetglass/inline";
import * as worker from "packetglass/worker";
import { root } from "../../.ci/command.mjs";
import { hasNative, nativeOutput } from "./native.js";
import { scratch } from "./scratch.js";
import { packets, pcap } from "./synthetic.js";

const file = scratch();
const testWithNative = hasNative ? test : test.skip;
const capture = (name) => join(root, "test/captures", name);

/** A packet by a letter and a digit: "a1" has content a, and its time is second 1. */
const packet = ([content, seconds]) => ({
  seconds: Number(seconds),
  fraction: 0,
  payload: Buffer.from(content.repeat(20)),
});
const captureOf = (words) => pcap(words.split(" ").filter(Boolean).map(packet));

async function all(differences) {
  const found = [];
  let counts;
  for await (const step of differences) {
    found.push(...step.differences);
    counts = step.counts;
  }
  return { found, counts };
}

const short = ({ difference, a, b, aspects, moved }) =>
  [difference, a?.packet ?? "-", b?.packet ?? "-", ...aspects, ...(moved ? ["moved"] : [])].join(
    " ",
  );

// What is only in one is known when both have ended.
const byHand = [
  ["a1 b2 c3", "a1 b2 c3", {}, []],
  ["", "", {}, []],
  ["a1 b2 c3 d4", "a1 c3 d4", {}, ["only in A 2 -"]],
  ["c3 d4", "a1 b2 c3 d4", {}, ["only in B - 1", "only in B - 2"]],
  ["a1 b1 c1 d1", "d1 a1 b1 c1", {}, ["moved 4 1 moved"]],
  ["a1 b1 c1 d1", "b1 c1 d1 a1", {}, ["moved 1 4 moved"]],
  ["a1 b2", "a1 b3", {}, ["changed 2 2 time"]],
  ["a1 b2", "a1 x2", {}, ["changed 2 2 bytes"]],
  ["a1 b2", "a1 x3", {}, ["only in A 2 -", "only in B - 2"]],
  ["a1 b2", "x1 y2", { by: "time" }, ["changed 1 1 bytes", "changed 2 2 bytes"]],
  ["a1 b2", "b2 a1", { by: "number" }, ["changed 1 1 time bytes", "changed 2 2 time bytes"]],
  ["a1 b2", "a3 b4", { ignore: ["time"] }, []],
  ["a1 b2", "a1 x2", { ignore: ["time"] }, ["only in A 2 -", "only in B - 2"]],
  ["a1 b2", "x1 y2", { by: "number", ignore: ["bytes"] }, []],
];

test.each(byHand)("%j and %j, %j", async (a, b, options, expected) => {
  const { found, counts } = await all(compare(captureOf(a), captureOf(b), options));
  expect(found.map(short)).toEqual(expected);
  const count = (kind) => found.filter(({ difference }) => difference === kind).length;
  const inA = a.split(" ").filter(Boolean).length;
  const [changed, moved, onlyInA] = ["changed", "moved", "only in A"].map(count);
  const same = inA - changed - moved - onlyInA;
  expect(counts).toEqual({ same, changed, moved, onlyInA, onlyInB: count("only in B") });
});

test("a difference has the packets of both, and its JSON has their times", async () => {
  const { found } = await all(compare(captureOf("a1 b2"), captureOf("a1 b3")));
  expect(found).toEqual([
    {
      difference: "changed",
      a: { packet: 2, timestamp: 2_000_000_000n, capturedLength: 20 },
      b: { packet: 2, timestamp: 3_000_000_000n, capturedLength: 20 },
      aspects: ["time"],
      moved: false,
    },
  ]);
  expect(JSON.parse(JSON.stringify(found))[0].b.timestamp).toBe("1970-01-01T00:00:03.000000000Z");
});

/** What differs as `packetglass compare --json` prints it. */
const asPrinted = ({ found, counts }) => {
  const time = (t) => `${t / 1_000_000_000n}.${String(t % 1_000_000_000n).padStart(9, "0")}`;
  const one = (of) =>
    of && { number: of.packet, time: time(of.timestamp), captured: of.capturedLength };
  const lines = found.map(({ difference, a, b, aspects, moved }) => ({
    difference,
    ...(a && { a: one(a) }),
    ...(b && { b: one(b) }),
    aspects,
    moved,
  }));
  const { same, changed, moved, onlyInA, onlyInB } = counts;
  return [...lines, { same, changed, moved, only_in_a: onlyInA, only_in_b: onlyInB }];
};

const nativeDifferences = (a, b, args) =>
  nativeOutput("compare", "--json", ...args, a, b)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

// Twice as long as what is read at once, with packets that are lost, later and elsewhere.
const many = packets(20_000, { payloadLimit: 300 });
const others = many
  .filter((_, i) => i % 50 !== 3)
  .map((one, i) => (i % 70 === 0 ? { ...one, fraction: one.fraction ^ 1 } : one));
others.splice(15_000, 0, ...others.splice(1000, 20));
const a = file("a.pcap", pcap(many));
const b = file("b.pcap", pcap(others, { order: "big", unit: "usec" }));
const kinds = capture("pcapng-kinds-of-packets.pcapng");
const http = capture("dissect/http.pcap");

testWithNative.each([
  [a, b, {}, []],
  [a, b, { by: "time" }, ["--by", "time"]],
  [b, a, { by: "number", ignore: ["time"] }, ["--by", "number", "--ignore", "time"]],
  [http, capture("dissect/dns.pcap"), {}, []],
  [
    http,
    capture("dissect/dns.pcap"),
    { ignore: ["ttl", "mac", "tcp.seq"] },
    ["--ignore", "ttl,mac,tcp.seq"],
  ],
  [kinds, capture("pcapng-little.pcapng"), {}, []],
  [kinds, kinds, {}, []],
])("finds what the native program finds: %s %s %j", async (a, b, options, args) => {
  expect(asPrinted(await all(compare(a, b, options)))).toEqual(nativeDifferences(a, b, args));
});

test("differences come before all is read, however the sources come", async () => {
  const [inOne, inMany] = await Promise.all([
    all(compare(a, b)),
    all(compare(pieces(pcap(many), 1000), pieces(pcap(others), 77_777))),
  ]);
  expect(inMany).toEqual(inOne);
  let steps = 0;
  for await (const { differences } of compare(a, b)) steps += differences.length > 0 ? 1 : 0;
  expect(steps).toBeGreaterThan(2);
});

async function* pieces(bytes, size) {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

test("a Worker finds the same", async () => {
  expect(await all(worker.compare(a, b))).toEqual(await all(compare(a, b)));
  await expect(all(worker.compare(a, pieces(pcap(many), 1000)))).rejects.toMatchObject({
    code: "unsupported_source",
  });
  await worker.terminate();
});

test("wrong arguments, and sources that are no captures", async () => {
  expect(() => compare(a, b, { by: "size" })).toThrow(RangeError);
  expect(() => compare(a, b, { ignore: "ttl" })).toThrow(TypeError);
  expect(() => compare(a, b, { filter: "tcp" })).toThrow('options has nothing called "filter"');
  await expect(all(compare(a, b, { ignore: ["ip.tttl"] }))).rejects.toThrow(
    new RangeError(
      'options.ignore has "ip.tttl": no field is called ip.tttl; did you mean ip.ttl?',
    ),
  );
  await expect(all(compare(a, Buffer.from("no capture at all")))).rejects.toMatchObject({
    code: "unknown_format",
  });
  await expect(all(compare(file("missing.pcap"), a))).rejects.toMatchObject({ code: "io" });
  const stop = new AbortController();
  const found = compare(a, b, { signal: stop.signal });
  await found.next();
  stop.abort();
  await expect(all(found)).rejects.toThrow("aborted");
  await expect(all(inline.compare(a, b))).rejects.toMatchObject({ code: "unsupported" });
});

test("what is damaged is an issue, and an error where it is asked for", async () => {
  const damaged = Buffer.from(pcap(many));
  damaged.writeUInt32LE(0xffffffff, 24 + 8); // the first packet's captured length
  const issues = [];
  const { counts } = await all(compare(a, damaged, { onIssue: ({ kind }) => issues.push(kind) }));
  expect(issues).toEqual(["captured_length_above_maximum", "bytes_skipped"]);
  const { same, moved, changed, onlyInA, onlyInB } = counts;
  expect([onlyInA, onlyInB, same + moved + changed]).toEqual([1, 0, 19_999]);
  await expect(all(compare(a, damaged, { strict: true }))).rejects.toMatchObject({
    code: "damaged",
  });
});

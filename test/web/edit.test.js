// Captures written again through steps: as the native program edits them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { edit, MemorySink } from "packetglass";
import * as worker from "packetglass/worker";
import { root } from "../../.ci/command.mjs";
import { hasNative, nativeFile } from "./native.js";
import { scratch } from "./scratch.js";

const file = scratch();
const capture = (name) => join(root, "test/captures", name);
const kinds = capture("pcapng-kinds-of-packets.pcapng");
const sources = [kinds, capture("dissect/http.pcap"), capture("dissect/dns.pcap")];
const testWithNative = hasNative ? test : test.skip;

async function edited(source, steps, options) {
  const sink = new MemorySink();
  const done = await edit(source, sink, steps, options);
  return { ...done, written: Buffer.from(sink.bytes()) };
}

test.each(sources)("without steps each byte is as it was: %s", async (source) => {
  const { written, steps } = await edited(source, []);
  expect(written.equals(readFileSync(source))).toBe(true);
  expect(steps).toEqual([]);
});

const asked = [
  [[{ cut: 40 }], ["--cut", "40"]],
  [[{ shift: "-1.5h" }], ["--shift=-1.5h"]],
  [
    [{ shift: "1s" }, { cut: 20 }, { shift: "2ms" }],
    ["--shift", "1s", "--cut", "20", "--shift", "2ms"],
  ],
];
testWithNative.each(asked)("%j writes what the native program writes", async (steps, args) => {
  for (const source of sources) {
    const out = file("by-program");
    const expected = nativeFile("edit", out, [source, out, "--quiet", ...args]);
    const { written } = await edited(source, steps);
    expect([source, written.equals(expected)]).toEqual([source, true]);
  }
});

test("a filter chooses the packets that the steps see", async () => {
  const { packets, steps } = await edited(sources[1], [{ cut: 60 }], { filter: "http.request" });
  expect(steps).toEqual([[{ what: "packets cut", count: packets }]]);
  expect(packets).toBeGreaterThan(0);
});

test("a step that cannot take its value is refused, and nothing is written", async () => {
  const sink = new MemorySink();
  await expect(edit(kinds, sink, [{ shift: "soon" }])).rejects.toThrow(
    new RangeError('shift: "soon" is no duration: 1.5s, -2h, 100ms.'),
  );
  await expect(edit(kinds, sink, [{ fold: 1 }])).rejects.toThrow('fold: "1" is no step.');
  await expect(edit(kinds, sink, [{}])).rejects.toThrow(TypeError);
  await expect(edit(kinds, sink, [{ cut: 1, shift: "1s" }])).rejects.toThrow(TypeError);
  expect(sink.bytes().length).toBe(0);
});

test("a Worker edits the same", async () => {
  const sink = new MemorySink();
  const steps = [{ cut: 30 }];
  const there = await worker.edit(kinds, sink, steps);
  const { written, ...here } = await edited(kinds, steps);
  expect(there).toEqual(here);
  expect(Buffer.from(sink.bytes()).equals(written)).toBe(true);
  await worker.terminate();
});

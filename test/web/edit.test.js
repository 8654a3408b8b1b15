// Captures written again through steps: as the native program edits them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { edit, MemorySink, merge, openCapture } from "packetglass";
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
  [[{ cut: 40 }], ["--cut", "40"], {}],
  [[{ shift: "-1.5h" }], ["--shift=-1.5h"], {}],
  [
    [{ shift: "1s" }, { cut: 20 }, { shift: "2ms" }],
    ["--shift", "1s", "--cut", "20", "--shift", "2ms"],
    {},
  ],
  [
    [{ packetComment: "1:look" }],
    ["--packet-comment", "1:look", "--to", "pcapng"],
    { format: "pcapng" },
  ],
];
testWithNative.each(asked)(
  "%j writes what the native program writes",
  async (steps, args, options) => {
    for (const source of sources) {
      const out = file("by-program");
      const expected = nativeFile("edit", out, [source, out, "--quiet", ...args]);
      const { written } = await edited(source, steps, options);
      expect([source, written.equals(expected)]).toEqual([source, true]);
    }
  },
);

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

testWithNative("merge writes what the native program writes", async () => {
  const sources_ = [sources[1], sources[2], kinds];
  const out = file("joined.pcapng");
  const expected = nativeFile("merge", out, [...sources_, "-w", out, "--endian", "little"]);
  const sink = new MemorySink();
  const { packets, bytes } = await merge(sources_, sink);
  expect(Buffer.from(sink.bytes()).equals(expected)).toBe(true);
  expect(bytes).toBe(expected.length);
  const capture = await openCapture(sink.bytes());
  expect(capture.length).toBe(packets);
  const there = new MemorySink();
  await worker.merge(sources_, there);
  expect(Buffer.from(there.bytes()).equals(expected)).toBe(true);
  await worker.terminate();
  capture.close();
});

test("merge refuses what is no capture, and what it cannot be of one link type", async () => {
  const sink = new MemorySink();
  await expect(merge([], sink)).rejects.toThrow(TypeError);
  await expect(merge([kinds, Buffer.from("no capture at all")], sink)).rejects.toMatchObject({
    code: "unknown_format",
  });
  const wlan = capture("dissect/wlan.pcap");
  await expect(merge([sources[1], wlan], sink, { format: "nsec" })).rejects.toMatchObject({
    code: "link_type_mismatch",
  });
});

test("each step of the core's table has its type here, and its natural value is taken", async () => {
  const text = readFileSync(join(root, "web/lib/write/edit-step.ts"), "utf8");
  const typed = [...text.matchAll(/^ {2}(\w+): (?:number|string|true)/gm)].map(([, name]) =>
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  const table = readFileSync(join(root, "cpp/edit/edits.cpp"), "utf8");
  expect(typed.length).toBe([...table.matchAll(/^ {4}&k\w+,$/gm)].length);
  for (const name of typed) {
    const camel = name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const sink = new MemorySink();
    const refused = await edit(kinds, sink, [{ [camel]: "\u0000" }]).catch(
      ({ message }) => message,
    );
    expect(String(refused)).not.toMatch(/is no step/);
  }
});

test("anonymised without a key, nobody can tell whose packets they were", async () => {
  const [first, second] = await Promise.all(
    [0, 1].map(() => edited(sources[2], [{ anonymise: true }])),
  );
  expect(first.packets).toBe(second.packets);
  expect(first.written.equals(second.written)).toBe(false);
  expect(first.written.includes("example")).toBe(false);
});

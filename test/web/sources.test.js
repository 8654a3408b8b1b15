// Every kind of source gives the same capture.
import { createHash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { expectSameColumns } from "./same-columns.js";
import { scratch } from "./scratch.js";
import { expectedColumns, packets, pcap } from "./synthetic.js";

const file = scratch();

// Above two slices of a Blob and the stretch of 16 MiB, with packets across every border.
const large = pcap(packets(21_000, { payloadLimit: 2003 }));
const small = pcap(packets(50));

/** The same bytes as every kind of source. */
function kinds(name, bytes) {
  const path = file(`${name}.pcap`, bytes);
  const buffer = new ArrayBuffer(bytes.length + 20);
  const inside = new Uint8Array(buffer, 10, bytes.length);
  inside.set(bytes);
  return {
    "a path": () => path,
    bytes: () => bytes,
    "bytes inside a larger buffer": () => inside,
    "a Buffer": () => Buffer.from(bytes),
    "shared memory": () => sharedCopy(bytes),
    "an ArrayBuffer": () => bytes.slice().buffer,
    "a Blob": () => new Blob([bytes]),
    "a Blob of many parts": () => new Blob(parts(bytes)),
    "a File": () => new File([bytes], "capture.pcap"),
    "a File on disk": () => openAsBlob(path),
  };
}

function sharedCopy(bytes) {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

function parts(bytes) {
  const cuts = Array.from({ length: 97 }, (_, i) => Math.floor((bytes.length * i) / 97));
  return cuts.map((cut, i) => bytes.subarray(cut, cuts[i + 1]));
}

/** What a capture says, with the bytes of packets `step` apart as one digest. */
async function facts(capture, step) {
  const chosen = [];
  for (let i = 0; i < capture.length; i += step) chosen.push(await capture.packet(i));
  const { size, sections, interfaces, issues } = capture;
  const digest = digestOf(chosen.map(({ bytes }) => ({ payload: bytes })));
  const last = await capture.packet(capture.length - 1);
  return { size, sections, interfaces, issues, columns: capture.columns.read(), last, digest };
}

function digestOf(packets, step = 1) {
  const digest = createHash("md5");
  for (let i = 0; i < packets.length; i += step) digest.update(packets[i].payload);
  return digest.digest("hex");
}

describe.each([
  ["small", small, packets(50), 1],
  ["large", large, packets(21_000, { payloadLimit: 2003 }), 500],
])("a %s capture is the same from", (name, bytes, written, step) => {
  test.each(Object.entries(kinds(name, bytes)))("%s", async (_, source) => {
    const capture = await openCapture(await source());
    const found = await facts(capture, step);
    capture.close();
    expect(found.size).toBe(bytes.length);
    expectSameColumns(found.columns, expectedColumns(written));
    expect(found.last.bytes).toEqual(written.at(-1).payload);
    expect(found.digest).toBe(digestOf(written, step));
    expect(found.sections).toHaveLength(1);
    expect(found.interfaces).toHaveLength(1);
    expect(found.issues).toEqual([]);
  });
});

test("opening does not change the caller's bytes", async () => {
  const before = small.slice();
  (await openCapture(small)).close();
  expect(small).toEqual(before);
});

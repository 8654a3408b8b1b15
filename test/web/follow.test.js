// Conversations followed: the package against `packetglass follow --json`.
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { fileHeader, record } from "./synthetic.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const streams = join(root, "test/captures/flow/streams.pcap");
const dissected = join(root, "test/captures/dissect");
const files = [
  streams,
  ...readdirSync(dissected)
    .filter((name) => name.endsWith(".pcap"))
    .map((name) => join(dissected, name)),
];

/** All pieces, in the form of the binary. */
async function piecesOf(capture, name) {
  const pieces = [];
  for await (const piece of capture.follow(name)) pieces.push(piece);
  return JSON.parse(JSON.stringify(pieces));
}

async function printed(path, { layer, stream }) {
  const words = ["follow", path, `${layer},${stream}`, "--json"];
  const { stdout } = await promisify(execFile)(binary, words, { maxBuffer: 2 ** 28 });
  return JSON.parse(stdout).pieces;
}

test("all streams of all captures are those of packetglass follow", async () => {
  let [followed, gaps, together] = [0, 0, 0];
  for (const path of files) {
    const capture = await openCapture(path, { summary: true });
    const fragments = path.endsWith("fragments.pcap");
    for (const layer of ["tcp", "udp", "sctp"]) {
      for (const { stream } of capture.conversations(layer).slice(0, 8)) {
        const pieces = await piecesOf(capture, { layer, stream });
        const theirs = await printed(path, { layer, stream });
        expect(pieces).toEqual(theirs);
        gaps += pieces.filter(({ gap }) => gap !== undefined).length;
        if (fragments) together += pieces.length;
        followed += 1;
      }
    }
    capture.close();
  }
  expect(followed).toBeGreaterThan(100);
  expect(gaps).toBeGreaterThan(0);
  expect(together).toBeGreaterThan(2);
}, 120_000);

describe("follow()", () => {
  let capture;
  beforeEach(async () => {
    capture = await openCapture(readFileSync(streams), { summary: true });
  });
  afterEach(() => capture.close());

  test("twice at once gives the same twice", async () => {
    const alone = await piecesOf(capture, { layer: "tcp", stream: 0 });
    const both = await Promise.all(
      [0, 0].map((stream) => piecesOf(capture, { layer: "tcp", stream })),
    );
    expect(both).toEqual([alone, alone]);
    expect(alone.length).toBeGreaterThan(2);
  });

  test("may be left early, and begun again", async () => {
    const pieces = capture.follow({ layer: "tcp", stream: 0 })[Symbol.asyncIterator]();
    expect((await pieces.next()).value).toMatchObject({ side: 0, offset: 0 });
    expect(await pieces.return()).toEqual({ done: true, value: undefined });
    expect((await piecesOf(capture, { layer: "tcp", stream: 0 })).length).toBeGreaterThan(2);
  });

  test("rejects when the capture is closed meanwhile", async () => {
    const pieces = capture.follow({ layer: "tcp", stream: 0 })[Symbol.asyncIterator]();
    capture.close();
    await expect(pieces.next()).rejects.toMatchObject({ code: "closed" });
  });

  test("of what is not there: at once", () => {
    expect(() => capture.follow({ layer: "tcp", stream: 1e6 })).toThrow(RangeError);
    expect(() => capture.follow({ layer: "tcp", stream: -1 })).toThrow(RangeError);
    expect(() => capture.follow({ layer: "ip", stream: 0 })).toThrow(RangeError);
    expect(() => capture.follow({ layer: "quic", stream: 0 })).toThrow(TypeError);
    expect(() => capture.follow({ layer: "tcp" })).toThrow(TypeError);
  });

  test("needs a summary", async () => {
    const plain = await openCapture(readFileSync(streams));
    const use = () => plain.follow({ layer: "tcp", stream: 0 });
    expect(use).toThrow(expect.objectContaining({ code: "no_summary" }));
    plain.close();
  });
});

test("a long conversation comes in pieces, and whole", async () => {
  const header = Buffer.from(
    "450003fc0000000040060000c0000201c0000202c351000900000000000000005010200000000000",
    "hex",
  );
  const records = Array.from({ length: 10_000 }, (_, i) => {
    const payload = new Uint8Array(40 + 980).fill(i % 251, 40);
    payload.set(header);
    new DataView(payload.buffer).setUint32(24, 1 + 980 * i);
    return record({ seconds: i, fraction: 0, payload });
  });
  const source = Buffer.concat([fileHeader({ linkType: 101 }), ...records]);
  const capture = await openCapture(source, { summary: true });
  let [bytes, next] = [0, 0];
  for await (const piece of capture.follow({ layer: "tcp", stream: 0 })) {
    expect(piece.offset).toBe(next);
    expect(piece.bytes[0]).toBe((piece.packet - 1) % 251);
    bytes += piece.bytes.length;
    next += piece.bytes.length;
  }
  expect(bytes).toBe(980 * records.length);
  capture.close();
});

// Compressed captures: recognised by content, read like plain ones, kept as far as they are whole.
import { execFileSync } from "node:child_process";
import { join as joinPath } from "node:path";
import { describe, expect, jest, test } from "@jest/globals";
import * as nodeEntry from "packetglass";
import { browserEntry } from "./browser-entry.js";
import { compressed, frame, original, piped, skippable } from "./compress.js";
import { expectSameColumns } from "./same-columns.js";
import { scratch } from "./scratch.js";
import { expectedColumns, fileHeader, join, packets, pcap, record } from "./synthetic.js";

const file = scratch();
const kinds = Object.keys(compressed);
const { written } = original;
const entries = [
  ["Node.js", nodeEntry],
  ["browsers", await browserEntry()],
];
const { openCapture } = nodeEntry;

/** Expects the first `count` of `expected`, with the bytes of some of them; closes the capture. */
async function expectPackets(capture, expected, count = expected.length) {
  expect(capture.length).toBe(count);
  expectSameColumns(capture.columns.read(), expectedColumns(expected.slice(0, count)));
  const step = Math.ceil(count / 40);
  for (let i = count - 1; i >= 0; i -= step) {
    const { bytes } = await capture.packet(i);
    expect([i, Buffer.compare(bytes, expected[i].payload)]).toEqual([i, 0]);
  }
  capture.close();
}

// Where a damage shows at once: in the middle of the bits, or in the header of the first block.
const offsets = { gzip: [20, 400], zstd: [6, 9], lz4: [7, 11], xz: [13, 20], bzip2: [5, 9] };

// Where nothing depends on a byte: the header of gzip has a time and the like; in bzip2 there are codes
// for what does not occur, in which bzip2 -d finds nothing wrong either.
const unused = { gzip: [4, 5, 6, 7, 8, 9], bzip2: [224, 230] };

// What makes bzip2 here is slow.
const fewer = (kind, count) => (kind === "bzip2" ? Math.ceil(count / 3) : count);

const damages = ({ issues }) => issues.filter(({ kind }) => kind === "compressed_data_damaged");

describe.each(entries)("in %s", (_, { openCapture }) => {
  describe.each(kinds)("%s", (kind) => {
    const bytes = compressed[kind];
    const sources = {
      bytes: () => bytes,
      "an ArrayBuffer": () => bytes.slice().buffer,
      "a Blob": () => new Blob([bytes.subarray(0, 5), bytes.subarray(5)]),
      "a File with another name": () => new File([bytes], "x.pcap"),
    };

    test.each(Object.entries(sources))("as %s", async (_, source) => {
      const seen = [];
      const capture = await openCapture(source(), { onProgress: (each) => seen.push(each) });
      expect(capture.compression).toBe(kind);
      expect(capture.size).toBe(bytes.length);
      expect([capture.issues, capture.issueCount]).toEqual([[], 0]);
      expect(seen).toEqual([{ bytesRead: bytes.length, bytesTotal: bytes.length, packets: 24 }]);
      await expectPackets(capture, written);
    });

    test("several frames are one capture", async () => {
      const [one, two] = [original.bytes.subarray(0, 400), original.bytes.subarray(400)];
      const parts = [frame[kind](one), frame[kind](new Uint8Array(0)), frame[kind](two)];
      const capture = await openCapture(join(parts));
      expect(capture.issues).toEqual([]);
      await expectPackets(capture, written);
    });

    test("garbage behind the end is an issue with its offset", async () => {
      for (const garbage of ["x", "xyz", "Some text behind the end."]) {
        const capture = await openCapture(join([bytes, Buffer.from(garbage)]));
        expect(capture.issueCount).toBe(1);
        expect(capture.issues).toEqual([
          {
            kind: "compressed_data_damaged",
            severity: "error",
            offset: bytes.length,
            packet: 0,
            message: `What follows here is no ${kind} data.`,
          },
        ]);
        await expectPackets(capture, written);
      }
    });

    test("truncated at every length keeps the packets before", async () => {
      let before = 0;
      for (let length = 4; length < bytes.length; length += 1) {
        const truncated = bytes.slice(0, length);
        const capture = await openCapture(truncated).catch((error) => error);
        if (capture instanceof Error) {
          // Not even a whole file header came out.
          const codes = ["compressed_data_damaged", "unknown_format", "truncated_file_header"];
          expect(codes).toContain(capture.code);
          expect(before).toBe(0);
          continue;
        }
        expect(damages(capture)).toEqual([expect.objectContaining({ offset: length })]);
        expect(damages(capture)[0].message).toContain(`The ${kind} data is truncated`);
        expect(capture.length).toBeGreaterThanOrEqual(before);
        before = capture.length;
        await expectPackets(capture, written, capture.length);
      }
      // Only the checksum is missing.
      expect(before).toBe(24);
    });

    test("a wrong byte anywhere is found, and costs only what comes after it", async () => {
      for (let at = 4; at < bytes.length; at += 1) {
        const wrong = bytes.slice();
        wrong[at] ^= 0x41;
        const capture = await openCapture(wrong).catch((error) => error);
        if (capture instanceof Error) {
          expect(capture.name).toBe("CaptureError");
          continue;
        }
        const found = unused[kind]?.includes(at) ? 0 : 1;
        expect([at, damages(capture).length]).toEqual([at, found]);
        if (found === 0) await expectPackets(capture, written);
        capture.close();
      }
    });

    test("nothing in it is an empty capture", async () => {
      const opening = openCapture(frame[kind](new Uint8Array(0)));
      await expect(opening).rejects.toMatchObject({ code: "empty" });
    });

    test("something else in it is no capture", async () => {
      const opening = openCapture(frame[kind](Buffer.from("This is no capture at all.")));
      await expect(opening).rejects.toMatchObject({ code: "unknown_format", offset: 0 });
    });

    test("what cannot be decompressed at all is refused with its offset", async () => {
      const opening = openCapture(bytes.slice(0, 8));
      await expect(opening).rejects.toMatchObject({
        name: "CaptureError",
        code: "compressed_data_damaged",
        offset: 8,
        message: expect.stringContaining(`The ${kind} data is truncated`),
      });
    });

    test("all before a damaged block is kept", async () => {
      const large = packets(3000, { payloadLimit: 1009 });
      const whole = pcap(large);
      const half = frame[kind](whole.subarray(0, 1_000_000));
      const wrong = frame[kind](whole.subarray(1_000_000));
      wrong.fill(0xff, ...offsets[kind]);
      const capture = await openCapture(join([half, wrong]));
      expect(damages(capture)).toHaveLength(1);
      expect(damages(capture)[0].offset).toBeGreaterThanOrEqual(half.length);
      expect(damages(capture)[0].offset).toBeLessThan(half.length + wrong.length);
      const { offset, capturedLength } = capture.columns.read();
      const end = offset.at(-1) + capturedLength.at(-1);
      expect(end).toBeGreaterThan(1_000_000 - 16 - 1009);
      await expectPackets(capture, large, capture.length);
    });

    test("packets across every border of what is read and written", async () => {
      const large = packets(fewer(kind, 16_000), { payloadLimit: 2003 });
      const capture = await openCapture(new Blob([frame[kind](pcap(large))]));
      await expectPackets(capture, large);
    });
  });

  test.each(["zstd", "lz4"])("%s: skippable frames are skipped, anywhere", async (kind) => {
    const [one, two] = [original.bytes.subarray(0, 400), original.bytes.subarray(400)];
    const long = new Uint8Array(600_000).fill(0x28);
    const parts = [
      skippable(long),
      frame[kind](one),
      skippable(long, 15),
      skippable(long.slice(0, 0)),
    ];
    const capture = await openCapture(join([...parts, frame[kind](two), skippable(long, 7)]));
    expect([capture.compression, capture.issues]).toEqual([kind, []]);
    await expectPackets(capture, written);
    const truncated = await openCapture(
      join([frame[kind](original.bytes), skippable(long)]).slice(0, -1),
    );
    expect(damages(truncated)[0].message).toContain("is truncated");
    await expectPackets(truncated, written);
  });

  test.each(["gzip", "xz", "bzip2"])("%s: zeros behind frames are padding", async (kind) => {
    const [one, two] = [original.bytes.subarray(0, 400), original.bytes.subarray(400)];
    const zeros = new Uint8Array(600_000);
    for (const parts of [
      [compressed[kind], zeros],
      [compressed[kind], zeros.slice(0, 1)],
      [frame[kind](one), zeros, frame[kind](two), zeros],
    ]) {
      const capture = await openCapture(join(parts));
      expect(capture.issues).toEqual([]);
      await expectPackets(capture, written);
    }
    const capture = await openCapture(join([compressed[kind], zeros, Uint8Array.of(1, 2, 3)]));
    expect(damages(capture)[0].offset).toBe(compressed[kind].length + zeros.length);
    capture.close();
  });

  test("a capture of 64 MiB out of a small file, in bounded time", async () => {
    // A header and empty records: zeros are records without bytes.
    const zeros = new Uint8Array(2 ** 26 - 24);
    const small = frame.gzip(join([fileHeader(), zeros]));
    expect(small.length).toBeLessThan(100_000);
    const capture = await openCapture(small);
    expect(capture.length).toBe(zeros.length / 16 - 0.5);
    expect(damages(capture)).toEqual([]);
    capture.close();
  }, 60_000);

  test("progress counts the bytes of the source", async () => {
    const one = record({ seconds: 1, fraction: 2, payload: new Uint8Array(65_520).fill(7) });
    const bytes = frame.lz4(join([fileHeader(), ...Array(400).fill(one)]));
    const seen = [];
    const capture = await openCapture(bytes, { onProgress: (each) => seen.push(each) });
    const steps = seen.map(({ bytesRead }) => bytesRead);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    expect(steps.at(-1)).toBe(bytes.length);
    expect(seen.every(({ bytesTotal }) => bytesTotal === bytes.length)).toBe(true);
    capture.close();
  });
});

test("a plain capture has no compression", async () => {
  const capture = await openCapture(original.bytes);
  expect(capture.compression).toBeUndefined();
  capture.close();
});

test.each(kinds)("%s at a path", async (kind) => {
  const capture = await openCapture(file(`${kind}.pcap`, compressed[kind]));
  expect(capture.compression).toBe(kind);
  await expectPackets(capture, written);
});

test.each(kinds)("%s with require, in a plain program without flags", (kind) => {
  const script = `require("packetglass").openCapture(process.argv[1])
    .then((capture) => console.log(capture.compression, capture.length))`;
  const root = joinPath(import.meta.dirname, "../..");
  const path = file(`required-${kind}`, compressed[kind]);
  const printed = execFileSync(process.execPath, ["--eval", script, path], { cwd: root });
  expect(printed.toString().trim()).toBe(`${kind} 24`);
});

test.each(kinds)("an abort while %s is decompressed", async (kind) => {
  const bytes = frame[kind](pcap(packets(fewer(kind, 21_000), { payloadLimit: 2003 })));
  const controller = new AbortController();
  const onProgress = jest.fn(() => controller.abort("enough"));
  const opening = openCapture(bytes, { signal: controller.signal, onProgress });
  await expect(opening).rejects.toBe("enough");
  expect(onProgress).toHaveBeenCalledTimes(1);
});

test("a source that becomes shorter meanwhile", async () => {
  const given = frame.lz4(pcap(packets(21_000, { payloadLimit: 2003 })));
  const onProgress = () =>
    given.length && structuredClone(given.buffer, { transfer: [given.buffer] });
  await expect(openCapture(given, { onProgress })).rejects.toMatchObject({
    code: "source_changed",
  });
});

// Blocks as the usual programs make them, of all kinds.
const programs = [
  ["gzip", ["-1"], ["-9"]],
  [
    "zstd",
    ["-1"],
    ["-7"],
    ["-19"],
    ["--ultra", "-20", "--long=23"],
    ["--fast=5"],
    ["--no-check"],
    ["--long=24"],
  ],
  ["lz4", ["-1"], ["-9"], ["-12", "-B4"], ["-BD", "-B4"], ["-BX"], ["--content-size", "-B5"]],
  [
    "xz",
    ["-0"],
    ["-9", "-e"],
    ["--check=none"],
    ["--check=crc32", "--block-size=100000"],
    ["--check=sha256", "--x86", "--lzma2"],
    ["--delta=dist=4", "--lzma2=lc=0,lp=4,pb=0"],
    ["--arm", "--armthumb", "--powerpc", "--lzma2"],
  ],
  ["bzip2", ["-1"], ["-9"]],
];

describe.each(programs)("what the program %s makes", (program, ...levels) => {
  const large = packets(8000, { payloadLimit: 1511 });
  // Stretches that compress in different ways: repeated, random, zeros.
  let state = 1;
  const random = Uint8Array.from({ length: 200_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  const payloads = [
    random,
    new Uint8Array(200_000),
    random.slice(0, 5),
    random.map((byte) => byte & 3),
  ];
  for (const [i, payload] of payloads.entries()) {
    large.push({ seconds: i, fraction: 0, payload, originalLength: payload.length });
  }
  const bytes = pcap(large);
  const isThere = piped(program, ["--version"], "") !== undefined;
  const when = isThere ? test : test.skip;

  when.each(levels.map((args) => [args.join(" "), args]))(`with %s`, async (_, args) => {
    const capture = await openCapture(piped(program, ["-c", ...args], bytes));
    expect([capture.compression, capture.issues]).toEqual([program, []]);
    await expectPackets(capture, large);
  });
});

describe("what zstd and lz4 may ask for and does not come with the file", () => {
  test.each([
    ["a window of 1 GiB", [0x28, 0xb5, 0x2f, 0xfd, 0x00, 20 << 3, 1, 0, 0]],
    [
      "a content of 2^63 bytes at once",
      [0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 0, 0, 128, 1, 0, 0],
    ],
    ["a dictionary", [0x28, 0xb5, 0x2f, 0xfd, 0x01, 0, 9, 1, 0, 0]],
    ["a reserved bit", [0x28, 0xb5, 0x2f, 0xfd, 0x08, 0, 1, 0, 0]],
  ])("%s", async (_, bytes) => {
    await expect(openCapture(Uint8Array.from(bytes))).rejects.toMatchObject({
      code: "compressed_data_damaged",
      offset: 0,
    });
  });
});

// How much may come out of compressed bytes: 1 GiB, or a hundred times as much as went in.
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import * as nodeEntry from "packetglass";
import * as worker from "packetglass/worker";
import { browserEntry } from "./browser-entry.js";
import { compressed, original } from "./compress.js";
import { bundled } from "./page/bundled.js";
import { fileHeader, join } from "./synthetic.js";

const { DecompressionLimit } = await bundled("../lib/source/decompression-limit.ts");
const { convert, decodeBody, MemorySink, openCapture, readEvents } = nodeEntry;

const entries = [
  ["in Node.js", nodeEntry],
  ["in browsers", await browserEntry()],
  ["in a Worker", worker],
];

// Zeros behind a header are empty packets.
const bytes = join([fileHeader(), new Uint8Array(2 ** 20)]);
const count = 2 ** 20 / 16;

/** A header and zeros behind it: blocks of zstd and lz4 that repeat a byte. */
const bombs = {
  gzip: new Uint8Array(gzipSync(bytes, { level: 9 })),
  zstd: zstdOfZeros(8),
  lz4: lz4OfZeros(),
  // By the programs of this name.
  xz: decoded([
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj8AAXAOVdAGow0ch9i/gJm68fzHj9uqh3g83eKawthZVxqmQ1g2fDHbFjcfXoAz",
    "Y3Y0/H7t9nRDbieL+dsF/pFuTGkpbWQFyLUibVD2LBDm1XuvAuDX/dydZ4Av/5C4Z1nJ8gNBDt6Or9QjCg5stcTRvUV3Nt",
    "puHI/nkhtagzj2KEfVpRYpJ0SVzEbbKS56DIzgcE7p/epULLiD9cAI/QTq8mKJRxHz2PJOFwnqcjX+woy4XRlZiKfiqR8i",
    "d19xnABphNmP3Yr9WQD8QlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrElufr8AAAAAAAAb2HCOLxO+koAAYECmIBAAA7d",
    "wQWxxGf7AgAAAAAEWVo=",
  ]),
  bzip2: decoded([
    "QlpoOTFBWSZTWbOlVEEAICnAHvSAoAAQAAgABAAACCAAUIBppoCpSeiY0qwgCqIQBWfpCAN4/w527yEAeF3JFOFCQs6VUQ",
    "Q=",
  ]),
};

function decoded(lines) {
  return new Uint8Array(Buffer.from(lines.join(""), "base64"));
}

// A raw block with the header, then blocks of 128 KiB that repeat zero: RFC 8878, section 3.1.1.2.
function zstdOfZeros(blocks) {
  const head = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 7 << 3, ...uint24(24 << 3));
  const repeated = Array.from({ length: blocks }, (_, i) => {
    return Uint8Array.of(...uint24(((2 ** 17) << 3) | 2 | (i === blocks - 1 ? 1 : 0)), 0);
  });
  return join([head, fileHeader(), ...repeated]);
}

// A block of 4 MiB at most: the header as literals, then one match at distance 1 over all the rest.
function lz4OfZeros() {
  const length = 2 ** 20 - 5 - 4 - 15;
  const literals = join([fileHeader(), Uint8Array.of(0)]);
  const token = Uint8Array.of(0xff, literals.length - 15);
  const more = new Uint8Array(Math.floor(length / 255) + 1).fill(255);
  more[more.length - 1] = length % 255;
  // Another four bytes are what any match has; the last five bytes are literals.
  const last = Uint8Array.of(0x50, 0, 0, 0, 0, 0);
  const block = join([token, literals, Uint8Array.of(1, 0), more, last]);
  const head = Uint8Array.of(0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0x73);
  return join([head, uint32(block.length), block, uint32(0)]);
}

function uint24(value) {
  return [value & 255, (value >> 8) & 255, value >> 16];
}

function uint32(value) {
  return Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}

const tooLarge = expect.objectContaining({
  name: "CaptureError",
  code: "decompressed_too_large",
  message: expect.stringMatching(/^It decompresses to more than \d+ bytes, and .*maxDecompressed/),
  offset: expect.any(Number),
});
const failureOf = (promise) => promise.catch((error) => error);

async function countOf(events) {
  let found = 0;
  for await (const _ of events) found += 1;
  return found;
}

describe.each(entries)("%s", (_, entry) => {
  describe.each(Object.entries(bombs))("%s", (_, bomb) => {
    const options = { maxDecompressed: 100_000 };

    test("that becomes too large is refused", async () => {
      expect(await failureOf(entry.openCapture(bomb, options))).toEqual(tooLarge);
      expect(await failureOf(countOf(entry.readEvents(bomb, options)))).toEqual(tooLarge);
      const converting = entry.convert(bomb, new entry.MemorySink(), options);
      expect(await failureOf(converting)).toEqual(tooLarge);
    });

    test("may become so large by default, and whatever is allowed", async () => {
      for (const more of [{}, { maxDecompressed: Number.POSITIVE_INFINITY }]) {
        const capture = await entry.openCapture(bomb, more);
        const damaged = capture.issues.some(({ kind }) => kind === "compressed_data_damaged");
        expect([capture.length > count - 8, damaged]).toEqual([true, false]);
        await capture.close();
      }
    });
  });

  test.each(Object.entries(compressed))(
    "%s that becomes little larger is no bomb",
    async (_, one) => {
      const capture = await entry.openCapture(one, { maxDecompressed: 0 });
      expect(capture.length).toBe(original.written.length);
      await capture.close();
    },
  );

  test("a wrong number is refused", async () => {
    for (const [maxDecompressed, name] of [
      ["1", "TypeError"],
      [-1, "RangeError"],
      [0.5, "RangeError"],
      [Number.NaN, "RangeError"],
    ]) {
      const error = await failureOf(entry.openCapture(bombs.gzip, { maxDecompressed }));
      expect(error).toMatchObject({ name, message: expect.stringMatching(/maxDecompressed/) });
    }
  });
});

test("packets before the limit are there when events are read", async () => {
  const events = readEvents(bombs.gzip, { maxDecompressed: 500_000 });
  let found = 0;
  const failure = await failureOf(
    (async () => {
      for await (const _ of events) found += 1;
    })(),
  );
  expect(failure).toEqual(tooLarge);
  expect(found).toBeGreaterThan(0);
});

test("a damaged gzip, which is decompressed twice, is not taken for more than it is", async () => {
  // Not compressible, so that nothing but counting it twice makes it too large.
  const noise = new Uint8Array(300_000);
  for (let i = 0, x = 1; i < noise.length; i += 1) noise[i] = x = (x * 1103515245 + 12345) & 255;
  const gz = gzipSync(join([fileHeader(), noise]), { level: 0 });
  const capture = await openCapture(gz.subarray(0, gz.length - 3), { maxDecompressed: 0 });
  expect(capture.issues.map(({ kind }) => kind)).toContain("compressed_data_damaged");
  capture.close();
});

test("the limit is 1 GiB, and a hundred times what went in", () => {
  const gibibyte = 2 ** 30;
  const attempt = (steps, options = {}) => {
    const limit = new DecompressionLimit(options);
    try {
      for (const [size, compressed] of steps) limit.add(size, compressed);
      return "none";
    } catch ({ code }) {
      return code;
    }
  };
  const refused = "decompressed_too_large";
  expect(attempt([[gibibyte, 1]])).toBe("none");
  expect(attempt([[gibibyte, 1], [1, 1]])).toBe(refused); // biome-ignore format: a pair a step
  expect(attempt([[100 * gibibyte, gibibyte]])).toBe("none");
  expect(attempt([[100 * gibibyte + 1, gibibyte]])).toBe(refused);
  expect(attempt([[2 * gibibyte, 1]], { maxDecompressed: 2 * gibibyte })).toBe("none");
  expect(attempt([[2 ** 60, 1]], { maxDecompressed: Number.POSITIVE_INFINITY })).toBe("none");
});

describe("decodeBody()", () => {
  const body = gzipSync(new Uint8Array(1_000_000), { level: 9 });

  test("refuses bodies by the same rule", async () => {
    const decoding = decodeBody({ bytes: body, encoding: "gzip" }, { maxDecompressed: 500_000 });
    await expect(decoding).rejects.toMatchObject({ code: "decompressed_too_large" });
    const twice = { bytes: gzipSync(body), encoding: "gzip, gzip" };
    const both = decodeBody(twice, { maxDecompressed: 1_000_000 });
    await expect(both).rejects.toMatchObject({ code: "decompressed_too_large" });
    const decoded = await decodeBody(twice, { maxDecompressed: Number.POSITIVE_INFINITY });
    expect(decoded.length).toBe(1_000_000);
  });

  test("has its own limit too", async () => {
    const options = { maxSize: 999_999, maxDecompressed: Number.POSITIVE_INFINITY };
    const decoding = decodeBody({ bytes: body, encoding: "gzip" }, options);
    await expect(decoding).rejects.toMatchObject({ code: "body_too_large" });
  });
});

test("what was converted until then is there", async () => {
  const sink = new MemorySink();
  const converting = convert(bombs.gzip, sink, { maxDecompressed: 500_000 });
  expect(await failureOf(converting)).toEqual(tooLarge);
});

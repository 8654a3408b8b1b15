// Captures compressed by xz and bzip2: the module decompress, and what the native program says of the
// same bytes.
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture, readEvents } from "packetglass";
import * as worker from "packetglass/worker";
import { compressed, frame, original, skippable } from "./compress.js";
import { limitedPackage } from "./limited.js";
import { hasNative, nativeDamage } from "./native.js";
import { copyWithout, packageCopies } from "./package-copy.js";
import { scratch } from "./scratch.js";
import { join } from "./synthetic.js";
import { xzOf } from "./xz.js";

const file = scratch();
const kinds = ["xz", "bzip2"];
const { written } = original;

const DICTIONARY_OF_48_MIB = 27;

afterAll(() => worker.terminate());

/** What is wrong with bytes, as nativeDamage() says it; and how many packets there are. */
async function outcome(bytes, open = openCapture) {
  const said = ({ offset, message }) => `byte ${offset}: ${message}`;
  try {
    const capture = await open(bytes);
    const damage = capture.issues.find(({ kind }) => kind === "compressed_data_damaged");
    const { length } = capture;
    await capture.close();
    return { length, damage: damage && said(damage) };
  } catch (error) {
    expect(error).toMatchObject({ name: "CaptureError" });
    return error.code === "compressed_data_damaged" ? { length: 0, damage: said(error) } : {};
  }
}

// xz --lzma2=dict=256MiB
const needsMemory = Buffer.from(
  "/Td6WFoAAATm1rRGAgAhASAAAAAJiKV2AQAPdG8gYmUgY29tcHJlc3NlZAAUMYhzRPIoxwABKBDlC2xgH7bzfQEAAAAABFla",
  "base64",
);
const refused = "The xz data is not decompressed: it needs more than 128 MiB of memory.";

test("xz that needs more than 128 MiB is refused where it says so", async () => {
  expect(await outcome(needsMemory)).toEqual({ length: 0, damage: `byte 24: ${refused}` });
  const behind = await outcome(join([compressed.xz, needsMemory]));
  const offset = compressed.xz.length + 24;
  expect(behind).toEqual({ length: 24, damage: `byte ${offset}: ${refused}` });
});

/** All sorts of what may be wrong, with names. */
function* wrongs(kind) {
  const bytes = compressed[kind];
  const other = kind === "xz" ? "bzip2" : "xz";
  const [one, two] = [frame[kind](original.bytes.subarray(0, 400)), frame[kind](original.bytes)];
  yield ["nothing", bytes];
  yield ["another compression behind", join([bytes, compressed[other]])];
  yield ["zeros and text behind", join([bytes, new Uint8Array(9), Buffer.from("text")])];
  yield ["the start of a header behind", join([bytes, bytes.subarray(0, 2)])];
  yield ["a frame to be skipped behind", join([bytes, skippable(Uint8Array.of(1))])];
  yield ["a frame to be skipped in front", join([skippable(Uint8Array.of(1, 2)), bytes])];
  for (let length = 4; length < bytes.length; length += 23) {
    yield [`truncated to ${length}`, bytes.slice(0, length)];
  }
  for (let at = 3; at < bytes.length; at += 17) {
    const wrong = join([one, bytes, two]);
    wrong[one.length + at] ^= 0x41;
    yield [`byte ${at} of the second frame`, wrong];
  }
  yield ["too much memory", join([one, needsMemory])];
}

describe.each(kinds)("%s", (kind) => {
  (hasNative ? test : test.skip)("has the damage that the native program finds", async () => {
    const damages = new Set();
    for (const [name, bytes] of wrongs(kind)) {
      const found = await outcome(bytes);
      if (found.length === undefined) continue; // not even a file header came out
      const native = nativeDamage(file(`${kind}-wrong`, bytes));
      expect([name, found.damage]).toEqual([name, native]);
      damages.add(found.damage?.replace(/\d+/, ""));
    }
    expect(damages.size).toBeGreaterThan(4);
  });

  test("is the same in a Worker, in packetglass/inline and in its Worker", async () => {
    const inline = await import("packetglass/inline");
    const inlineWorker = await import("packetglass/inline/worker");
    const bytes = compressed[kind];
    const wrong = bytes.slice(0, -3);
    const expected = [await outcome(bytes), await outcome(wrong)];
    expect(expected.map(({ length }) => length)).toEqual([24, 24]);
    for (const { openCapture: open } of [worker, inline, inlineWorker]) {
      expect([await outcome(bytes, open), await outcome(wrong, open)]).toEqual(expected);
    }
    await inlineWorker.terminate();
  });

  test("opens several times at once, each decoded apart", async () => {
    const sources = Array.from({ length: 8 }, (_, i) => compressed[kind].slice(0, -i || undefined));
    const found = await Promise.all(sources.map((each) => outcome(each)));
    expect(found.map(({ length }) => length)).toEqual(sources.map(() => 24));
    expect(found.filter(({ damage }) => damage === undefined)).toHaveLength(1);
  });

  test("lets go where events are not read to their end", async () => {
    for (let i = 0; i < 100; i += 1) {
      for await (const { data } of readEvents(compressed[kind])) {
        expect(Buffer.compare(data, written[0].payload)).toBe(0);
        break;
      }
    }
  });

  test("any number of empty frames takes time in proportion", async () => {
    const empty = frame[kind](new Uint8Array(0));
    const bytes = join([...Array(50_000).fill(empty), compressed[kind]]);
    expect(await outcome(bytes)).toEqual({ length: 24, damage: undefined });
  }, 20_000);
});

describe("the module", () => {
  const copied = packageCopies(file);

  test("is loaded for the first capture that needs it, and not before", async () => {
    const copy = await copied((folder) => copyWithout(folder, "decompress"));
    for (const kind of ["gzip", "zstd", "lz4"]) (await copy.openCapture(compressed[kind])).close();
    for (const kind of kinds) {
      const opening = copy.openCapture(compressed[kind]);
      await expect(opening).rejects.toThrow(
        new RegExp(`^The ${kind} decoder could not be loaded.*decompress\\.wasm`),
      );
    }
  });

  test("with little memory says so, and the next capture is read", async () => {
    // 19 MB: a dictionary of 48 MiB does not fit, one of 8 MiB does.
    const copy = await copied((folder) => limitedPackage(folder, 300));
    const opening = copy.openCapture(xzOf(original.bytes, DICTIONARY_OF_48_MIB));
    await expect(opening).rejects.toMatchObject({
      code: "compressed_data_damaged",
      message: "The xz data is not decompressed: there is not enough memory.",
    });
    const capture = await copy.openCapture(compressed.xz);
    expect(capture.length).toBe(24);
    capture.close();
  });
});

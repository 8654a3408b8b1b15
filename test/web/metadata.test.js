// Sections, interfaces, options and names of which a capture has very many or very long ones.
import { describe, expect, test } from "@jest/globals";
import { CaptureError, openCapture } from "packetglass";
import { makers } from "./pcapng-blocks.js";

const make = makers.little;

function repeated(block, times) {
  return Buffer.alloc(block.length * times, block);
}

/** A Blob that counts how often it is read and how much. */
class CountedBlob extends Blob {
  reads = 0;
  most = 0;
  slice(from, to, type) {
    this.reads += 1;
    this.most = Math.max(this.most, to - from);
    return super.slice(from, to, type);
  }
}

describe("options that are too long to be kept", () => {
  const comment = make.option(1, Buffer.alloc(65_000, "c"));
  const long = Buffer.concat([...Array(16).fill(comment), make.option(2, "the name"), make.u32(0)]);
  const head = [make.u16(1), make.u16(0), make.u32(0)];
  const interfaces = (count) => repeated(make.block(1, [...head, long]), count);

  test.each([2, 20, 60])("of %i interfaces are bounded and read again", async (count) => {
    const capture = await openCapture(Buffer.concat([make.section(), interfaces(count)]));
    const kept = capture.interfaces.filter(({ optionsKept }) => optionsKept);
    const bytes = kept.reduce((sum, { comments }) => sum + comments.join("").length, 0);
    expect(capture.interfaces).toHaveLength(count);
    expect(bytes).toBeLessThanOrEqual(16 * 2 ** 20);
    expect(kept.length).toBe(Math.min(count, 16));
    const last = await capture.interface(count - 1);
    expect([last.name, last.comments.length, last.optionsKept]).toEqual(["the name", 16, true]);
    const { name } = capture.interfaces[count - 1];
    expect(name).toBe(count > 16 ? undefined : "the name");
    expect(capture.issueCount).toBe(Math.max(0, count - 16));
    capture.close();
    await expect(capture.interface(0)).rejects.toMatchObject({ code: "closed" });
  });

  test("of a section are read again too", async () => {
    const fields = [make.u32(0x1a2b3c4d), make.u16(1), make.u16(0), make.u64(-1)];
    const twice = Buffer.concat([long.subarray(0, -4), make.option(3, "the system"), long]);
    const capture = await openCapture(make.block(0x0a0d0d0a, [...fields, twice]));
    expect(capture.sections[0]).toMatchObject({ optionsKept: false, options: [], os: undefined });
    expect(capture.issues[0].kind).toBe("options_too_long");
    expect(await capture.section(0)).toMatchObject({ optionsKept: true, os: "the system" });
    capture.close();
  });

  test("may be too many to be described, which is no lack of memory", async () => {
    const many = repeated(make.option(1, ""), 1_500_000);
    const capture = await openCapture(
      Buffer.concat([make.section(), make.block(1, [...head, many])]),
    );
    const failure = await capture.interface(0).catch((error) => error);
    expect(failure).toBeInstanceOf(CaptureError);
    expect(failure.code).toBe("limit_reached");
    capture.close();
  });
});

test.each([1, 1_000, 300_000])("of %i sections too many there is an issue", async (more) => {
  const source = Buffer.concat([
    ...[make.section(), make.interface(), make.enhanced({ ticks: 1n, bytes: Buffer.from("x") })],
    repeated(make.section(), 65_535 + more),
  ]);
  const capture = await openCapture(source);
  expect(capture.sections).toHaveLength(65_536);
  expect(capture.length).toBe(1);
  expect(capture.issues.map(({ kind }) => kind)).toEqual(["index_limit"]);
  capture.close();
});

describe.each([300, 3_000, 30_000])("%i blocks of names, secrets and counters", (count) => {
  const name = make.block(4, [make.option(1, [192, 0, 2, 1, 97, 0]), make.u32(0)]);
  const secret = make.block(10, [make.u32(1), make.u32(4), Buffer.from("keys")]);
  const counter = make.block(5, [make.u32(0), make.u64(0)]);
  const other = make.block(0xbbb, [Buffer.alloc(16)]);
  const blocks = Buffer.concat([name, other, secret, counter]);
  const source = Buffer.concat([make.section(), make.interface(), repeated(blocks, count)]);

  test("are read many at a time", async () => {
    const blob = new CountedBlob([source]);
    const capture = await openCapture(blob);
    for (const read of ["names", "secrets", "statistics"]) {
      blob.reads = blob.most = 0;
      expect(await capture[read]()).toHaveLength(count);
      expect(blob.reads).toBeLessThanOrEqual(Math.ceil(source.length / 900_000));
      expect(blob.most).toBeLessThanOrEqual(2 ** 20);
    }
    capture.close();
  });
});

test("blocks that lie far apart are read one by one", async () => {
  const name = make.block(4, [make.option(1, [192, 0, 2, 1, 97, 0]), make.u32(0)]);
  const far = make.block(0xbbb, [Buffer.alloc(200_000)]);
  const blob = new CountedBlob([make.section(), name, far, name, name, far, name]);
  const capture = await openCapture(blob);
  blob.reads = 0;
  expect((await capture.names()).map(({ names }) => names)).toEqual(Array(4).fill(["a"]));
  expect(blob.reads).toBe(3);
  capture.close();
});

// Sources that are no captures, and captures that are damaged: a code and an offset, or an issue.
import { describe, expect, jest, test } from "@jest/globals";
import { CaptureError, openCapture } from "packetglass";
import { scratch } from "./scratch.js";
import { fileHeader, join, magics, packets, pcap, record } from "./synthetic.js";

const file = scratch();
const text = new TextEncoder().encode("This is a plain text file, and no capture at all.\n");

/** The error of opening these bytes as each kind of source, which must be the same. */
async function failure(bytes) {
  const sources = [bytes, new Blob([bytes]), file("bad", bytes)];
  const errors = [];
  for (const source of sources) errors.push(await rejection(openCapture(source)));
  for (const error of errors) {
    expect(error).toBeInstanceOf(CaptureError);
    expect([error.code, error.offset, error.message]).toEqual([
      errors[0].code,
      errors[0].offset,
      errors[0].message,
    ]);
  }
  expect(errors[0].message).toMatch(/^[A-Z].*\.$/s);
  return errors[0];
}

function rejection(promise) {
  const opened = () => Promise.reject(new Error("It was opened."));
  return promise.then(opened, (error) => error);
}

test("an empty source", async () => {
  expect(await failure(new Uint8Array(0))).toMatchObject({ code: "empty", offset: 0 });
});

test("a text file", async () => {
  expect(await failure(text)).toMatchObject({ code: "unknown_format", offset: 0 });
});

test("a large file of another format is refused at once", async () => {
  const onProgress = jest.fn();
  const bytes = new Uint8Array(40 * 2 ** 20).fill(0x55);
  await expect(openCapture(bytes, { onProgress })).rejects.toMatchObject({
    code: "unknown_format",
    offset: 0,
  });
  expect(onProgress).not.toHaveBeenCalled();
});

test.each([0, 1, 0xa1b2c3d5, 0xa1b2c3d3, 0xffffffff, 0xd4c3b2a2])("magic %i", async (magic) => {
  expect(await failure(fileHeader({ magic }))).toMatchObject({ code: "unknown_format", offset: 0 });
});

describe("fewer bytes than a magic number", () => {
  test.each([1, 2, 3])("%i of it", async (length) => {
    const error = await failure(fileHeader().slice(0, length));
    expect(["unknown_format", "truncated_file_header"]).toContain(error.code);
    expect(error.offset).toBeLessThanOrEqual(length);
  });

  test("3 bytes of text", async () => {
    expect(await failure(text.slice(0, 3))).toMatchObject({ code: "unknown_format" });
  });
});

describe.each(Object.keys(magics))("a %s file header", (unit) => {
  const orders = ["little", "big"];
  const lengths = Array.from({ length: 20 }, (_, i) => i + 4);
  test.each(lengths)("truncated to %i bytes", async (length) => {
    for (const order of orders) {
      const truncated = fileHeader({ unit, order }).slice(0, length);
      const error = await failure(truncated);
      expect(error.code).toBe("truncated_file_header");
      expect(error.offset).toBeLessThanOrEqual(length);
    }
  });
});

test("every beginning of a capture keeps the packets before it", async () => {
  const written = packets(5);
  const whole = pcap(written);
  const ends = [24];
  for (const { payload } of written) ends.push(ends.at(-1) + 16 + payload.length);
  for (let length = 24; length <= whole.length; length += 1) {
    const capture = await openCapture(whole.slice(0, length));
    const complete = ends.filter((end) => end <= length).length - 1;
    expect([length, capture.length]).toEqual([length, complete]);
    expect([length, capture.issueCount]).toEqual([length, ends.includes(length) ? 0 : 1]);
    capture.close();
  }
});

describe("lengths of 2^32 - 1", () => {
  const huge = { ...packets(1)[0], capturedLength: 2 ** 32 - 1, originalLength: 2 ** 32 - 1 };

  test.each(["little", "big"])("in a record: %s-endian", async (order) => {
    const good = packets(3);
    const records = [...good, huge].map((packet) => record(packet, order));
    const capture = await openCapture(join([fileHeader({ order }), ...records]));
    expect(capture.length).toBe(3);
    const [damage, skipped] = capture.issues.slice(-2);
    expect(damage).toMatchObject({ severity: "error", packet: 4 });
    expect(damage.offset).toBeGreaterThanOrEqual(pcap(good).length);
    expect(damage.message).toContain("4294967295");
    expect(skipped).toMatchObject({ kind: "bytes_skipped", offset: damage.offset });
    // The length was not believed: nothing of its size was allocated.
    expect(capture.columns.memory).toBeLessThan(2 ** 20);
    capture.close();
  });

  test("as snaplen", async () => {
    const capture = await openCapture(pcap(packets(3), { snaplen: 2 ** 32 - 1 }));
    expect(capture.length).toBe(3);
    expect(capture.sections[0].snaplen).toBe(2 ** 32 - 1);
    capture.close();
  });

  test("as original length", async () => {
    const truncated = { ...packets(1)[0], originalLength: 2 ** 32 - 1 };
    const capture = await openCapture(pcap([truncated]));
    expect((await capture.packet(0)).originalLength).toBe(2 ** 32 - 1);
    expect(capture.issues).toEqual([]);
    capture.close();
  });
});

test("many failures leave no memory behind", async () => {
  const bad = new Uint8Array(1024).fill(1);
  // Each failure held a window of more than 1 MiB, and the core has 4096 MiB at most.
  for (let i = 0; i < 5000; i += 1) await rejection(openCapture(bad));
  const capture = await openCapture(pcap(packets(10)));
  expect(capture.length).toBe(10);
  capture.close();
});

// Real captures: the package and the native binary against independent programs.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import { nanoseconds, present, realCaptures, truth } from "./oracle.js";

const binary = join(import.meta.dirname, "../../build/native/packetglass");

// The others find no packets where there is no whole file header; we say so.
const refusals = new Map([["variants/gen/trunc_in_filehdr.pcap", "truncated_file_header"]]);

const md5 = (bytes) => createHash("md5").update(bytes).digest("hex");

/** The packets by packet() and by the columns, which must agree. */
async function opened({ file, compression }) {
  const capture = await openCapture(file);
  expect(capture.compression).toBe(compression);
  const columns = capture.columns.read();
  const rows = [];
  for (let i = 0; i < capture.length; i += 1) {
    const { bytes, offset, interfaceId, ...row } = await capture.packet(i);
    expect([row.timestamp, offset, bytes.length, row.originalLength, interfaceId]).toEqual([
      columns.timestamp[i],
      columns.offset[i],
      columns.capturedLength[i],
      columns.originalLength[i],
      columns.interface[i],
    ]);
    rows.push({ ...row, md5: md5(bytes) });
  }
  capture.close();
  return rows;
}

/** The packets that `packetglass events` prints. It exits with 1 where a capture is damaged. */
async function printed(file) {
  const words = ["events", "--time", "epoch", file];
  const { stdout } = await promisify(execFile)(binary, words, { maxBuffer: 2 ** 30 }).catch(
    (error) => (error.code === 1 ? error : Promise.reject(error)),
  );
  return stdout.split("\n").filter(Boolean).map(packetOf);
}

function packetOf(line, index) {
  const event = JSON.parse(line);
  return {
    number: index + 1,
    timestamp: nanoseconds(event.timestamp),
    capturedLength: event.captured_packet_length,
    originalLength: event.original_packet_length,
    linkType: event.linktype,
    md5: md5(Buffer.from(event.data, "base64")),
  };
}

if (present) {
  const captures = realCaptures();

  describe("packets are those of independent programs", () => {
    for (const capture of captures.filter(({ difference }) => !difference)) {
      const { path, file } = capture;
      const refusal = refusals.get(path);
      test(`${path}: openCapture`, async () => {
        if (refusal) await expect(opened(capture)).rejects.toMatchObject({ code: refusal });
        else expect(await opened(capture)).toEqual(truth(capture));
      });
      test(`${path}: packetglass events`, async () => {
        expect(await printed(file)).toEqual(truth(capture));
      });
    }
    for (const capture of captures.filter(({ difference }) => difference)) {
      const { path, file, difference } = capture;
      test(`${path}: ${difference.why}`, async () => {
        expect(await opened(capture)).toHaveLength(difference.packets);
        expect(await printed(file)).toHaveLength(difference.packets);
      });
    }
  });

  test("there are captures to compare", () => {
    expect(captures.length).toBeGreaterThan(50);
    const compressions = new Set(captures.map(({ compression }) => compression));
    expect(compressions).toEqual(new Set([undefined, "gzip", "zstd", "lz4"]));
  });
} else {
  test.skip("packets are those of independent programs (../shared/captures is absent)", () => {});
}

// Real captures: the package and the native binary against independent programs.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import {
  comparable,
  difference,
  expectTruth,
  nanoseconds,
  numberInSection,
  present,
  realCaptures,
  witnesses,
} from "./oracle.js";
import { differences } from "./oracle-differences.js";
import { refusals } from "./oracle-refusals.js";

const binary = join(import.meta.dirname, "../../build/native/packetglass");

const md5 = (bytes) => createHash("md5").update(bytes).digest("hex");

/** The packets by packet() and by the columns, which must agree. */
async function opened(of) {
  const capture = await openCapture(of.file);
  expect(capture.compression).toBe(of.compression);
  const columns = capture.columns.read();
  const rows = [];
  for (let i = 0; i < capture.length; i += 1) {
    const packet = await capture.packet(i);
    const { bytes, offset, timestamp, originalLength, interfaceId } = packet;
    expect([timestamp ?? 0n, offset, bytes.length, originalLength, interfaceId]).toEqual([
      columns.timestamp[i],
      columns.offset[i],
      columns.capturedLength[i],
      columns.originalLength[i],
      columns.interface[i],
    ]);
    expect(columns.hasTimestamp[i]).toBe(timestamp === undefined ? 0 : 1);
    const own = numberInSection(capture.interfaces, interfaceId);
    rows.push(comparable({ ...packet, interfaceId: own, md5: md5(bytes) }, of));
  }
  capture.close();
  return rows;
}

/** The packets that `packetglass events` prints. It exits with 1 where a capture is damaged. */
async function printed(of, input = "file") {
  const events = "events --time epoch";
  const command = input === "pipe" ? `cat "$1" | "$0" ${events} -` : `"$0" ${events} "$1"`;
  const { stdout } = await promisify(execFile)("sh", ["-c", command, binary, of.file], {
    maxBuffer: 2 ** 30,
  }).catch((error) => (error.code === 1 ? error : Promise.reject(error)));
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line, index) => comparable(packetOf(JSON.parse(line), index), of));
}

function packetOf(event, index) {
  return {
    number: index + 1,
    timestamp: event.timestamp === null ? undefined : nanoseconds(event.timestamp),
    capturedLength: event.captured_packet_length,
    originalLength: event.original_packet_length,
    interfaceId: event.interface_id,
    linkType: event.linktype,
    md5: md5(Buffer.from(event.data, "base64")),
  };
}

if (present) {
  const captures = realCaptures();

  describe.each(captures)("$path", (capture) => {
    const refusal = refusals.get(capture.path);
    if (refusal) {
      test("openCapture refuses it", async () => {
        await expect(opened(capture)).rejects.toMatchObject({ code: refusal });
      });
    }
    for (const witness of witnesses(capture)) {
      const why = difference(capture, witness)?.why;
      const title = why ? `${witness} but that ${why}` : witness;
      test(`packetglass events: ${title}`, async () => {
        expectTruth(await printed(capture), capture, witness);
      });
      if (refusal) continue;
      test(`openCapture: ${title}`, async () => {
        expectTruth(await opened(capture), capture, witness);
      });
    }
  });

  test("a pipe gives the same as the file", async () => {
    for (const capture of captures.filter(({ format }) => format === "pcapng")) {
      const { path } = capture;
      expect([path, await printed(capture, "pipe")]).toEqual([path, await printed(capture)]);
    }
  });

  test("there are captures to compare, and each difference is one of them", () => {
    const count = (wanted) => captures.filter(({ format }) => format === wanted).length;
    expect(count("pcap")).toBeGreaterThan(50);
    expect(count("pcapng")).toBeGreaterThan(45);
    const compressions = new Set(captures.map(({ compression }) => compression));
    expect(compressions).toEqual(new Set([undefined, "gzip", "zstd", "lz4", "xz"]));
    const paths = captures.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(differences.map(({ path }) => path)));
    expect(paths).toEqual(expect.arrayContaining([...refusals.keys()]));
  });
} else {
  test.skip("packets are those of independent programs (real captures are absent)", () => {});
}

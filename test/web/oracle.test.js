// Real captures, against a plain walk of the same files made by another program.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";

const folder = join(import.meta.dirname, "../../../shared/captures");

// Files that the walk reads as one plain capture, and that are something else.
const exceptions = [
  [/^variants\/gen\/aix_/, "written by AIX, a format that is not read yet"],
  [/^variants\/gen\/concat_/, "captures put behind one another, which are not read yet"],
];

// The walk finds no packets where there is no whole file header; openCapture says so.
const refusals = new Map([["variants/gen/trunc_in_filehdr.pcap", "truncated_file_header"]]);

const isWanted = ({ format, variant, container }) =>
  format === "pcap" && container === "" && ["usec", "nsec"].includes(variant);

/** The rows of a table with one line of names. */
function table(text) {
  const [names, ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
}

/** What the walk found, in the words of the package. */
function oracle(sha256) {
  const path = join(folder, "oracle_raw", `${sha256}.tsv.gz`);
  return table(gunzipSync(readFileSync(path)).toString()).map((row) => ({
    number: Number(row.n),
    timestamp: nanoseconds(row.time),
    capturedLength: Number(row.caplen),
    originalLength: Number(row.len),
    interfaceId: Number(row.interface),
    linkType: Number(row.linktype),
    md5: row.md5,
  }));
}

// The fraction is in nanoseconds; with more than nine digits it is a second or more, to be carried.
function nanoseconds(time) {
  const [seconds, fraction] = time.split(".");
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction);
}

/** The same from the package, by packet() and by the columns, which must agree. */
async function found(path) {
  const capture = await openCapture(path);
  const columns = capture.columns.read();
  const rows = [];
  for (let i = 0; i < capture.length; i += 1) {
    const { bytes, offset, ...row } = await capture.packet(i);
    expect([row.timestamp, offset, bytes.length, row.originalLength, row.interfaceId]).toEqual([
      columns.timestamp[i],
      columns.offset[i],
      columns.capturedLength[i],
      columns.originalLength[i],
      columns.interface[i],
    ]);
    rows.push({ ...row, md5: createHash("md5").update(bytes).digest("hex") });
  }
  capture.close();
  return rows;
}

const inventory = join(folder, "inventory.tsv");
if (existsSync(inventory)) {
  const files = table(readFileSync(inventory, "utf8")).filter(isWanted);
  const reason = ({ path }) => exceptions.find(([pattern]) => pattern.test(path))?.[1];

  describe("packets equal those of the walk", () => {
    for (const { path, sha256 } of files.filter((file) => !reason(file))) {
      test(path, async () => {
        const reading = found(join(folder, "files", path));
        if (refusals.has(path)) {
          expect(oracle(sha256)).toEqual([]);
          await expect(reading).rejects.toMatchObject({ code: refusals.get(path) });
        } else {
          expect(await reading).toEqual(oracle(sha256));
        }
      });
    }
    for (const file of files.filter(reason)) test.skip(`${file.path}: ${reason(file)}`, () => {});
  });

  test("there are files to compare", () => {
    expect(files.length).toBeGreaterThan(50);
  });
} else {
  test.skip("packets equal those of the walk (../shared/captures is absent)", () => {});
}

// Our packets of all real captures against those of tshark, libpcap, a plain walk and their maker:
// they differ as the table of differences says, and nowhere else.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { realFolder } from "../captures/real.js";
import { differences } from "./differences.js";

const folder = realFolder;
const inventory = join(folder, "inventory.tsv");
const binary = join(import.meta.dirname, "../../build/native/packetglass");

const linesOf = (bytes) => bytes.toString().split("\n").filter(Boolean);
const zipped = (kind, { sha256 }) =>
  linesOf(gunzipSync(readFileSync(join(folder, kind, `${sha256}.tsv.gz`))));

/** Lines of values between tabs, whose names are these. */
const rowsOf = (lines, names) =>
  lines.map((line) => {
    const values = line.split("\t");
    return Object.fromEntries(names.map((name, i) => [name, values[i]]));
  });

const tsharkNames = ["n", "time", "caplen", "len", "interface", "encapsulation", "md5"];
const walkNames = ["n", "time", "caplen", "len", "interface", "linktype", "md5"];

/** Each of the others: its rows of a capture, or nothing where it has not looked at it. */
const others = {
  tshark: (capture) => rowsOf(zipped("oracle", capture).slice(1), tsharkNames),
  libpcap: (capture) =>
    rowsOf(
      zipped("oracle_libpcap", capture).filter((line) => !line.startsWith("#")),
      ["n", "time", "caplen", "len", "linktype", "md5"],
    ),
  walk: (capture) => rowsOf(zipped("oracle_raw", capture).slice(1), walkNames),
  maker: ({ path }) => {
    const meant = join(folder, "expected", `${basename(path, extname(path))}.tsv`);
    if (!path.startsWith("variants/gen/") || !existsSync(meant)) return undefined;
    return rowsOf(linesOf(readFileSync(meant)), walkNames);
  },
};

/** What `packetglass events` prints. It exits with 1 where a capture is damaged. */
async function ours({ path }) {
  const words = ["events", "--time", "epoch", join(folder, "files", path)];
  const { stdout } = await promisify(execFile)(binary, words, { maxBuffer: 2 ** 30 }).catch(
    (error) => (error.code === 1 ? error : Promise.reject(error)),
  );
  return linesOf(stdout).map((line) => packetOf(JSON.parse(line)));
}

function packetOf(event) {
  return {
    time: event.timestamp ?? "",
    caplen: String(event.captured_packet_length),
    len: String(event.original_packet_length),
    interface: String(event.interface_id),
    linktype: String(event.linktype),
    md5: createHash("md5").update(Buffer.from(event.data, "base64")).digest("hex"),
  };
}

/** tshark's frames without an encapsulation are blocks that are no packets. */
const isPacket = (row) => row.encapsulation !== "";

/** Classic captures have one interface: nobody but us writes its number. */
const says = (row, name) => row[name] !== undefined && !(name === "interface" && row[name] === "");

/** What they have instead, as the table writes it; empty where we agree. */
function difference(packets, rows) {
  const theirs = rows.filter(isPacket);
  const found = [];
  if (rows.length !== theirs.length) found.push(`others ${rows.length - theirs.length}`);
  if (theirs.length !== packets.length) found.push(`count ${theirs.length}`);
  for (const name of ["time", "caplen", "len", "interface", "linktype", "md5"]) {
    const first = theirs.findIndex(
      (row, i) => i < packets.length && says(row, name) && row[name] !== packets[i][name],
    );
    if (first !== -1) found.push(`${name}@${first + 1}`);
  }
  return found;
}

/** What the table says of a capture and one of the others. */
function listed(path, from) {
  return differences
    .filter((row) => row.from.split(", ").includes(from))
    .flatMap(({ where }) => where[path]?.split(", ") ?? []);
}

function captures() {
  const [names, ...lines] = linesOf(readFileSync(inventory));
  return rowsOf(lines, names.split("\t"));
}

if (existsSync(inventory)) {
  const all = captures();

  describe("our packets differ only where the table of differences says it", () => {
    for (const capture of all) {
      test(capture.path, async () => {
        const packets = await ours(capture);
        for (const [from, rowsIn] of Object.entries(others)) {
          const rows = rowsIn(capture);
          const found = rows === undefined ? [] : difference(packets, rows);
          expect([from, ...found.sort()]).toEqual([from, ...listed(capture.path, from).sort()]);
        }
      });
    }
  });

  test("the table names captures that are there, and gives reasons", () => {
    expect(all).toHaveLength(178);
    const paths = all.map(({ path }) => path);
    for (const { from, why, where } of differences) {
      expect(Object.keys(others)).toEqual(expect.arrayContaining(from.split(", ")));
      expect(why.length).toBeGreaterThan(10);
      expect(paths).toEqual(expect.arrayContaining(Object.keys(where)));
    }
  });
} else {
  test.skip("packets differ as the table says (real captures are absent)", () => {});
}

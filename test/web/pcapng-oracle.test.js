// Real pcapng captures: the native binary against a plain walk of the same files, and against what
// the program that made some of them meant.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";

const folder = join(import.meta.dirname, "../../../shared/captures");
const inventory = join(folder, "inventory.tsv");
const binary = join(import.meta.dirname, "../../build/native/packetglass");

const WALK = "the walk";
const MAKER = "what the maker meant";

/**
 * Every difference on purpose: from whom, why, and the packets that we find there instead of those:
 * `packets` of them, the first `same` alike; or as `change` makes them.
 */
const differences = [
  {
    path: "variants/gen/ng_then_pcap.pcapng",
    from: [WALK, MAKER],
    why: "the classic capture behind it is read too",
    packets: 34,
    same: 17,
  },
  {
    path: "variants/gen/ng_epb_before_idb_le.pcapng",
    from: [WALK, MAKER],
    why: "packets of an interface that is not described are kept, with an unknown link type",
    packets: 17,
    same: 2,
  },
  {
    path: "variants/gen/ng_trail_mismatch_be.pcapng",
    from: [MAKER],
    why: "a block whose two lengths differ is read by the first where blocks follow there",
    packets: 3,
    same: 1,
  },
  {
    path: "variants/gen/ng_blocklen_unaligned_be.pcapng",
    from: [MAKER],
    why: "blocks that are not padded are read where their second length confirms the first",
    packets: 17,
    same: 2,
  },
  {
    path: "google+gopacket/pcapgo/tests/be/test901.pcapng",
    from: [WALK],
    why: "a section of version 2.0 is not read, as the draft demands",
    change: ([first, , third]) => [first, { ...third, number: 2 }],
  },
  {
    path: "the-tcpdump-group+libpcap/tests/shb-option-too-long.pcapng",
    from: [WALK],
    why: "a time in the year 112003 is beyond 64 bits of nanoseconds: the nearest is taken",
    change: ([only]) => [{ ...only, time: "9223372036.854775000" }],
  },
];

const columns = ["number", "time", "caplen", "len", "interface", "linktype", "md5"];

/** Rows of text without names; an empty time is that of a packet without one. */
function packetsOf(lines) {
  return lines.filter(Boolean).map((line) => {
    const values = line.split("\t");
    const row = Object.fromEntries(columns.map((name, i) => [name, values[i]]));
    return { ...row, number: Number(row.number) };
  });
}

const lines = (bytes) => bytes.toString().split("\n");

function captures() {
  const [names, ...rows] = lines(readFileSync(inventory)).map((line) => line.split("\t"));
  const column = Object.fromEntries(names.map((name, i) => [name, i]));
  return rows
    .filter((row) => row[column.format] === "pcapng" && row[column.container] === "")
    .map((row) => ({ path: row[column.path], sha256: row[column.sha256] }));
}

function walked(sha256) {
  const table = gunzipSync(readFileSync(join(folder, "oracle_raw", `${sha256}.tsv.gz`)));
  return packetsOf(lines(table).slice(1));
}

const meant = (path) => join(folder, "expected", `${basename(path, ".pcapng")}.tsv`);

const events = "events --time epoch";

/** What `packetglass events` prints. It exits with 1 where a capture is damaged. */
async function printed(path, input) {
  const file = join(folder, "files", path);
  const words = ["-c", input === "pipe" ? `cat "$1" | "$0" ${events} -` : `"$0" ${events} "$1"`];
  const { stdout } = await promisify(execFile)("sh", [...words, binary, file], {
    maxBuffer: 2 ** 30,
  }).catch((error) => (error.code === 1 ? error : Promise.reject(error)));
  return lines(stdout).filter(Boolean).map(packetOf);
}

function packetOf(line, index) {
  const event = JSON.parse(line);
  return {
    number: index + 1,
    time: event.timestamp ?? "",
    caplen: String(event.captured_packet_length),
    len: String(event.original_packet_length),
    interface: String(event.interface_id),
    linktype: String(event.linktype),
    md5: createHash("md5").update(Buffer.from(event.data, "base64")).digest("hex"),
  };
}

function compare(ours, theirs, difference) {
  if (!difference) return expect(ours).toEqual(theirs);
  if (difference.change) return expect(ours).toEqual(difference.change(theirs));
  expect(ours.length).toBe(difference.packets);
  expect(theirs.length).not.toBe(ours.length);
  expect(ours.slice(0, difference.same)).toEqual(theirs.slice(0, difference.same));
}

function check(title, path, theirs, from) {
  const difference = differences.find((each) => each.path === path && each.from.includes(from));
  const why = difference ? ` but that ${difference.why}` : "";
  test(`${path}: ${title}${why}`, async () => {
    compare(await printed(path, "file"), theirs(), difference);
  });
}

if (existsSync(inventory)) {
  const files = captures();

  describe("packets equal those of the walk", () => {
    for (const { path, sha256 } of files) {
      check("as walked", path, () => walked(sha256), WALK);
    }
  });

  describe("packets are those that were meant", () => {
    for (const { path } of files.filter((file) => existsSync(meant(file.path)))) {
      if (!path.startsWith("variants/gen/")) continue;
      check("as meant", path, () => packetsOf(lines(readFileSync(meant(path)))), MAKER);
    }
  });

  test("a pipe gives the same as the file", async () => {
    for (const { path } of files) {
      expect([path, await printed(path, "pipe")]).toEqual([path, await printed(path, "file")]);
    }
  });

  test("there are captures to compare, and each difference is one of them", () => {
    expect(files.length).toBeGreaterThan(45);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(differences.map(({ path }) => path)));
  });
} else {
  test.skip("pcapng packets equal those of the walk (../shared/captures is absent)", () => {});
}

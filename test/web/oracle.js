// Real captures and what is in them, as independent programs say.
import { existsSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "@jest/globals";
import { realFolder } from "../captures/real.js";
import { differences } from "./oracle-differences.js";

const folder = realFolder;
const inventory = join(folder, "inventory.tsv");

/** Whose word it is: a plain walk over the file, or what made the file and meant something by it. */
export const WALK = "as walked";
export const MAKER = "as meant";

// What made them meant them to be refused, because of their version; the walk reads them, as we do.
const readAnyway = new Set(["variants/gen/version_1_4.pcap"]);

// What the inventory calls compressions, and we do.
const containers = { "": undefined, gz: "gzip", zst: "zstd", lz4: "lz4", xz: "xz" };

/** False where the folder of real captures is absent. */
export const present = existsSync(inventory);

/** The captures to compare: `path` in the folder, `file` on disk, and how it is compressed. */
export function realCaptures() {
  return table(readFileSync(inventory, "utf8"))
    .filter(({ format, container }) => format.startsWith("pcap") && container in containers)
    .map(({ path, sha256, format, container }) => ({
      path,
      format,
      compression: containers[container],
      sha256,
      file: join(folder, "files", path),
    }));
}

/**
 * Who can say what is in a capture. What made a classic variant knows more than the walk, which
 * takes all for the ordinary one.
 */
export function witnesses({ path, format }) {
  const isMeant = path.startsWith("variants/gen/") && existsSync(meant(path));
  if (!isMeant || readAnyway.has(path)) return [WALK];
  return format === "pcap" ? [MAKER] : [WALK, MAKER];
}

/** For each packet number, time, lengths, interface, link type and MD5, as the witness has it. */
export function truth({ path, sha256, format }, witness) {
  const walked = join(folder, "oracle_raw", `${sha256}.tsv.gz`);
  const text =
    witness === MAKER
      ? `${columns}\n${readFileSync(meant(path), "utf8")}`
      : gunzipSync(readFileSync(walked)).toString();
  return packets(text, format);
}

/** Why our packets are not those of the witness; undefined where they have to be. */
export function difference({ path }, witness) {
  return differences.find((one) => one.path === path && one.from.includes(witness));
}

/** Expects these packets to be those of the witness, or to differ from them as they should. */
export function expectTruth(ours, capture, witness) {
  const theirs = truth(capture, witness);
  const wanted = difference(capture, witness);
  if (!wanted) return expect(ours).toEqual(theirs);
  if (wanted.change) return expect(ours).toEqual(wanted.change(theirs));
  expect(ours.length).toBe(wanted.packets);
  expect(theirs.length).not.toBe(ours.length);
  expect(ours.slice(0, wanted.same)).toEqual(theirs.slice(0, wanted.same));
}

const meant = (path) => join(folder, "expected", `${basename(path, extname(path))}.tsv`);

const columns = ["n", "time", "caplen", "len", "interface", "linktype", "md5"].join("\t");

function packets(text, format) {
  return table(text).map((row) => ({
    number: Number(row.n),
    timestamp: row.time === "" ? undefined : nanoseconds(row.time),
    capturedLength: Number(row.caplen),
    originalLength: Number(row.len),
    linkType: Number(row.linktype),
    md5: row.md5,
    // The walk gives those of classic captures no numbers of their own.
    ...(format === "pcapng" && { interfaceId: Number(row.interface) }),
  }));
}

/** The number that the section of an interface gives it: ours go through all sections. */
export function numberInSection(interfaces, id) {
  const isBefore = (one, i) => i < id && one.section === interfaces[id].section;
  return interfaces.filter(isBefore).length;
}

/** What is compared of a packet of ours. */
export function comparable(packet, { format }) {
  const { number, timestamp, capturedLength, originalLength, linkType, md5, interfaceId } = packet;
  const row = { number, timestamp, capturedLength, originalLength, linkType, md5 };
  return format === "pcapng" ? { ...row, interfaceId } : row;
}

/**
 * Nanoseconds of "seconds.fraction". The fraction is in nanoseconds; with more than nine digits it
 * is a second or more, which the walk leaves and we carry.
 */
export function nanoseconds(time) {
  const [seconds, fraction] = time.split(".");
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction);
}

/** The rows of a table with one line of names. */
function table(text) {
  const [names, ...lines] = text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
}

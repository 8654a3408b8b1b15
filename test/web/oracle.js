// Real captures and what a plain walk of the same files, another program, found in them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = join(import.meta.dirname, "../../../shared/captures");
const inventory = join(folder, "inventory.tsv");

// Files that the walk reads as one plain capture, and that are something else.
const exceptions = [
  [/^variants\/gen\/aix_/, "written by AIX, a format that is not read yet"],
  [/^variants\/gen\/concat_/, "captures put behind one another, which are not read yet"],
];

/** False where the folder of real captures is absent. */
export const present = existsSync(inventory);

/** The captures to compare: `path` in the folder, `file` on disk, `exception` why not to. */
export function realCaptures() {
  return table(readFileSync(inventory, "utf8"))
    .filter(isWanted)
    .map(({ path, sha256 }) => ({
      path,
      sha256,
      file: join(folder, "files", path),
      exception: exceptions.find(([pattern]) => pattern.test(path))?.[1],
    }));
}

function isWanted({ format, variant, container }) {
  return format === "pcap" && container === "" && ["usec", "nsec"].includes(variant);
}

/** What the walk found: for each packet number, time, lengths, interface, link type and MD5. */
export function walked({ sha256 }) {
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
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
}

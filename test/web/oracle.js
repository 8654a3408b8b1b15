// Real captures and what what is in them, as independent programs say.
import { existsSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { gunzipSync } from "node:zlib";

const folder = join(import.meta.dirname, "../../../shared/captures");
const inventory = join(folder, "inventory.tsv");

// Where we differ on purpose, and how many packets we find instead.
const differences = new Map([
  [
    "variants/gen/lcaphw_le_mixed.lcap",
    {
      packets: 17,
      why: "IXIA hardware captures are in nanoseconds, as current Wireshark reads them",
    },
  ],
  [
    "seladb+PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples/" +
      "clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328",
    { packets: 1, why: "version 2.3 has no variants: read as libpcap does" },
  ],
]);

// What made them meant them to be refused, because of their version; the walk reads them, as we do.
const readAnyway = new Set(["variants/gen/version_1_4.pcap"]);

// What the inventory calls compressions, and we do.
const containers = { "": undefined, gz: "gzip", zst: "zstd", lz4: "lz4" };

/** False where the folder of real captures is absent. */
export const present = existsSync(inventory);

/** The captures to compare: `path` in the folder, `file` on disk, `difference` where we differ. */
export function realCaptures() {
  return table(readFileSync(inventory, "utf8"))
    .filter(({ format, container }) => format === "pcap" && container in containers)
    .map(({ path, sha256, container }) => ({
      path,
      compression: containers[container],
      sha256,
      file: join(folder, "files", path),
      difference: differences.get(path),
    }));
}

/**
 * What is in a capture: for each packet number, time, lengths, interface, link type and MD5. As
 * what made the capture meant it, where that is known, else as the walk found it.
 */
export function truth({ path, sha256 }) {
  const meant = join(folder, "expected", `${basename(path, extname(path))}.tsv`);
  if (path.startsWith("variants/gen/") && existsSync(meant) && !readAnyway.has(path)) {
    return packets(`${columns}\n${readFileSync(meant, "utf8")}`);
  }
  const walked = join(folder, "oracle_raw", `${sha256}.tsv.gz`);
  return packets(gunzipSync(readFileSync(walked)).toString());
}

const columns = ["n", "time", "caplen", "len", "interface", "linktype", "md5"].join("\t");

function packets(text) {
  return table(text).map((row) => ({
    number: Number(row.n),
    timestamp: nanoseconds(row.time),
    capturedLength: Number(row.caplen),
    originalLength: Number(row.len),
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
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, line[i]])));
}

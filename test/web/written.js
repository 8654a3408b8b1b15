// What we write of our own captures, and what tshark, capinfos and libpcap say about it: asked
// where they are installed, recorded in written.tsv.
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const record = join(import.meta.dirname, "written.tsv");

const run = promisify(execFile);
const installed = (program) => spawnSync(program, ["--version"]).error === undefined;

/** Whether the programs can be asked. */
export const tools = ["tshark", "capinfos", "editcap", "tcpdump"].every(installed);

/** By what name editcap writes our variants; AIX's and IXIA's Wireshark only reads. */
export const byEditcap = {
  usec: "pcap",
  nsec: "nsecpcap",
  ss990417: "rh6_1pcap",
  nokia: "nokiapcap",
  ss991029: "modpcap",
  ss990915: "suse6_3pcap",
  pcapng: "pcapng",
};
const variants = [...Object.keys(byEditcap), "aix", "lcap-hw", "lcap-sw"];
const byLibpcap = ["usec", "nsec", "ss991029", "pcapng"];
const inNanoseconds = ["nsec", "aix", "lcap-hw", "pcapng"];

const microseconds = "cut-by-snaplen.pcap";
const nanoseconds = "nsec-big.pcap";
export const classicSources = [microseconds, nanoseconds];
const pcapngSources = ["big", "kinds-of-packets", "other-blocks", "resolutions"].map(
  (name) => `pcapng-${name}.pcapng`,
);

/** Each thing to write: what, as which format, in which byte order. */
export const all = [
  ...variants.map((to) => ({ source: microseconds, to })),
  ...["usec", ...inNanoseconds].map((to) => ({ source: nanoseconds, to })),
  ...pcapngSources.map((source) => ({ source, to: "pcapng" })),
].flatMap((each) => ["little", "big"].map((order) => ({ ...each, order })));

export const nameOf = ({ source, to, order }) => `${source} as ${to}, ${order}-endian`;
export const synthetic = (source) => join(root, "test/captures", source);

/** Writes one of all() into a folder, and returns where. */
export async function write({ source, to, order }, folder) {
  const out = join(folder, `${source}-${order}.${to}`);
  const words = ["--to", to, "--endian", order, "--force", synthetic(source), out];
  await run(binary, ["convert", ...words]);
  return out;
}

export const sha256 = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The packets of a capture as text: time, lengths and the start of the MD5 of each. */
export async function packets(file) {
  const { stdout } = await run(binary, ["events", "--time", "epoch", file]);
  const events = stdout.split("\n").filter(Boolean).map(JSON.parse);
  return events.map((event) => {
    const md5 = createHash("md5").update(Buffer.from(event.data, "base64")).digest("hex");
    const lengths = `${event.captured_packet_length}/${event.original_packet_length}`;
    return `${event.timestamp ?? ""} ${lengths} ${md5.slice(0, 8)}`;
  });
}

/** The same packets in a format that may round times down to microseconds. */
export function rounded(packetsOf, { source, to }) {
  if (!classicSources.includes(source) || inNanoseconds.includes(to)) return packetsOf;
  return packetsOf.map((packet) => packet.replace(/^(\d+\.\d{6})\d{3}/, "$1000"));
}

// Debian's tshark 4.0 takes IXIA's hardware captures for microseconds.
export const withoutTime = (packet) => packet.replace(/^\S*/, "");
export const comparable = (packetsOf, to) =>
  to === "lcap-hw" ? packetsOf.map(withoutTime) : packetsOf;

async function byTshark(file) {
  const fields = ["time_epoch", "cap_len", "len", "md5_hash", "encap_type"];
  const words = ["-o", "frame.generate_md5_hash:TRUE", "-r", file, "-T", "fields"];
  const { stdout } = await run("tshark", [
    ...words,
    ...fields.flatMap((name) => ["-e", `frame.${name}`]),
  ]);
  const rows = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  return rows
    .filter(([, , , , encapsulation]) => encapsulation) // else it is a block, but no packet
    .map(([time, captured, original, md5]) => `${time} ${captured}/${original} ${md5.slice(0, 8)}`);
}

/** File type, link type, snaplen and the number of packets. */
async function byCapinfos(file) {
  const { stdout } = await run("capinfos", ["-T", "-r", "-M", "-t", "-E", "-l", "-c", file]);
  const [, type, encapsulation, snaplen, , , count] = stdout.trim().split("\t");
  return [type, encapsulation, snaplen, count].join(" ");
}

/** What libpcap reads, which tcpdump writes in nanoseconds; empty where it knows no such format. */
async function libpcapsPackets(file, { source, to }) {
  if (!byLibpcap.includes(to) || !classicSources.includes(source)) return [];
  const out = `${file}.libpcap`;
  await run("tcpdump", ["-r", file, "-w", out, "--time-stamp-precision", "nano"]);
  return packets(out);
}

/** Asks the programs about a file: one row of written.tsv. */
export async function ask(file, each) {
  return {
    name: nameOf(each),
    sha256: sha256(file),
    capinfos: await byCapinfos(file),
    tshark: (await byTshark(file)).join(", "),
    libpcap: (await libpcapsPackets(file, each)).join(", "),
  };
}

const columns = ["name", "sha256", "capinfos", "tshark", "libpcap"];

export function writeRecord(rows) {
  const lines = rows.map((row) => columns.map((column) => row[column]).join("\t"));
  writeFileSync(record, `${[columns.join("\t"), ...lines].join("\n")}\n`);
}

/** What the programs once said, by name. */
export function readRecord() {
  const lines = readFileSync(record, "utf8").split("\n").slice(1).filter(Boolean);
  const rows = lines.map((line) => {
    const values = line.split("\t");
    return Object.fromEntries(columns.map((column, i) => [column, values[i]]));
  });
  return new Map(rows.map((row) => [row.name, row]));
}

/** Has editcap write a capture. */
export const editcap = (type, file, out) => run("editcap", ["-F", type, file, out]);

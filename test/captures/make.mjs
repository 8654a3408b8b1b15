// Makes the captures of this folder byte by byte, and with --oracle asks tshark what is in them.
//   node test/captures/make.mjs [--oracle]
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pcapngCaptures } from "./pcapng.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));

const MICROSECONDS = 0xa1b2c3d4;
const NANOSECONDS = 0xa1b23c4d;

/** Appends numbers of 16 and 32 bits in one byte order. */
class Bytes {
  constructor(bigEndian) {
    this.bigEndian = bigEndian;
    this.parts = [];
  }
  u16(value) {
    const part = Buffer.alloc(2);
    this.bigEndian ? part.writeUInt16BE(value) : part.writeUInt16LE(value);
    this.parts.push(part);
  }
  u32(value) {
    const part = Buffer.alloc(4);
    this.bigEndian ? part.writeUInt32BE(value >>> 0) : part.writeUInt32LE(value >>> 0);
    this.parts.push(part);
  }
  raw(bytes) {
    this.parts.push(Buffer.from(bytes));
  }
  done() {
    return Buffer.concat(this.parts);
  }
}

/** A classic capture; draft-ietf-opsawg-pcap. Lengths of a record may lie. */
function pcap(header, records) {
  const { bigEndian = false, magic = MICROSECONDS, major = 2, minor = 4 } = header;
  const { thiszone = 0, snaplen = 262144, linkTypeWord = 1 } = header;
  const out = new Bytes(bigEndian);
  out.u32(magic);
  out.u16(major);
  out.u16(minor);
  for (const word of [thiszone, 0, snaplen, linkTypeWord]) out.u32(word);
  for (const { seconds, fraction, bytes, first, second } of records) {
    for (const word of [seconds, fraction, first ?? bytes.length, second ?? bytes.length]) {
      out.u32(word);
    }
    out.raw(bytes);
  }
  return out.done();
}

/** An Ethernet frame with an IPv4 header and a UDP datagram from port 40000 to 9 (discard). */
function datagram(text) {
  const payload = Buffer.from(text);
  const out = new Bytes(true);
  out.raw([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]);
  out.raw([0x45, 0]);
  out.u16(28 + payload.length);
  out.raw([0, 1, 0x40, 0, 64, 17, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]);
  for (const field of [40000, 9, 8 + payload.length, 0]) out.u16(field);
  out.raw(payload);
  return out.done();
}

const packets = [
  { seconds: 1700000000, fraction: 1, bytes: datagram("first") },
  { seconds: 1700000000, fraction: 999999, bytes: datagram("the second one is longer") },
  { seconds: 1700000001, fraction: 0, bytes: datagram("") },
];
const exact = packets.map((packet, i) => ({ ...packet, fraction: 123456789 + i }));
const cut = packets.map(({ bytes, ...time }) => ({
  ...time,
  bytes: bytes.subarray(0, 40),
  first: 40,
  second: bytes.length,
}));
const exchanged = cut.map((packet) => ({
  ...packet,
  first: packet.second,
  second: packet.first,
}));

const captures = {
  "usec-little": pcap({}, packets),
  "usec-big": pcap({ bigEndian: true }, packets),
  "nsec-little": pcap({ magic: NANOSECONDS }, exact),
  "nsec-big": pcap({ magic: NANOSECONDS, bigEndian: true }, exact),
  "only-a-header": pcap({}, []),
  "cut-by-snaplen": pcap({ snaplen: 40 }, cut),
  "raw-ip": pcap(
    { linkTypeWord: 101 },
    packets.map((p) => ({ ...p, bytes: p.bytes.subarray(14) })),
  ),
  "with-fcs": pcap(
    { linkTypeWord: 0x24000001 },
    packets.map((p) => ({ ...p, bytes: Buffer.concat([p.bytes, Buffer.alloc(4, 0xfc)]) })),
  ),
  "version-2.2": pcap({ minor: 2, snaplen: 40 }, exchanged),
  "version-2.3-as-now": pcap({ minor: 3, snaplen: 40 }, cut),
  "version-2.3-exchanged": pcap({ minor: 3, bigEndian: true, snaplen: 40 }, exchanged),
  "version-543.0": pcap({ major: 543, minor: 0, snaplen: 40 }, exchanged),
  "time-zone": pcap({ thiszone: -3600 }, packets),
  "after-2038": pcap(
    {},
    packets.map((p) => ({ ...p, seconds: 0xfffffff0 })),
  ),
  "longer-than-snaplen": pcap({ snaplen: 40 }, packets),
  "longer-than-original": pcap(
    {},
    packets.map((p) => ({ ...p, second: 20 })),
  ),
  "broken/cut-in-file-header": pcap({}, []).subarray(0, 20),
  "broken/cut-in-record-header": pcap({}, packets).subarray(0, -(datagram("").length + 5)),
  "broken/cut-in-packet": pcap({}, packets).subarray(0, -1),
  "broken/length-of-4-gib": pcap({}, [
    packets[0],
    { ...packets[1], first: 0xffffffff },
    packets[2],
  ]),
  "broken/fraction-above-second": pcap(
    {},
    packets.map((p) => ({ ...p, fraction: 1000001 })),
  ),
  "broken/version-1.0": pcap({ major: 1, minor: 0 }, packets),
  "broken/reserved-link-type-bits": pcap({ linkTypeWord: 0x00010001 }, packets),
  "broken/empty": Buffer.alloc(0),
  "broken/three-bytes": Buffer.from([0xd4, 0xc3, 0xb2]),
  "broken/text": Buffer.from("This is a text file, not a capture.\n"),
};

for (const [name, bytes] of Object.entries(captures)) writeFileSync(`${folder}${name}.pcap`, bytes);
for (const [name, bytes] of Object.entries(pcapngCaptures(datagram))) {
  writeFileSync(`${folder}${name}.pcapng`, bytes);
}

/**
 * What tshark says: number, seconds.nanoseconds, captured and original length of each packet. Of
 * pcapng it also shows blocks that are no packets, and that have no link type.
 */
function ask(file) {
  const fields = ["frame.number", "frame.time_epoch", "frame.cap_len", "frame.len"];
  const words = [
    "-r",
    file,
    "-Y",
    "frame.encap_type",
    "-T",
    "fields",
    ...fields.flatMap((field) => ["-e", field]),
  ];
  return execFileSync("tshark", words, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
}

if (process.argv.includes("--oracle")) {
  for (const file of readdirSync(folder).filter((name) => /\.pcap(ng)?$/.test(name))) {
    writeFileSync(`${folder}${file.replace(/\.\w+$/, ".tshark.tsv")}`, ask(folder + file));
  }
}

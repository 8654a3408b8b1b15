// Checksums: right, wrong, of the pseudo-header alone as offload leaves them, none, and those that
// nobody can verify. They are verified where a preference asks for it. Run, it makes the capture, and
// asks tshark for its answers with --oracle.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askFields } from "../../dissect/facts.js";
import {
  back,
  bytes,
  client,
  cut,
  ethernet,
  ip4,
  ipv4,
  pcap,
  server,
  tcp,
  there,
  there6,
  u16,
  u32,
  udp,
} from "../dissect/packets.mjs";
import { chunk, checked as sctp } from "../dissect/sctp.mjs";

/** The same packet with other numbers of 16 bits, by their offset. */
const set = (packet, numbers) => {
  const other = Buffer.from(packet);
  for (const [at, value] of Object.entries(numbers)) other.writeUInt16BE(value, Number(at));
  return packet.onWire ? Object.assign(other, { onWire: packet.onWire }) : other;
};
const flipped = (packet, at) => set(packet, { [at]: packet.readUInt16BE(at) ^ 0x0101 });

// The checksum of IP in an Ethernet packet, those of TCP and UDP over IPv4 and IPv6, of SCTP.
const [ofIp, ofTcp, ofUdp, ofTcp6, ofUdp6, ofSctp] = [24, 50, 40, 70, 60, 42];

const folded = (data) => {
  let total = 0;
  for (let i = 0; i < data.length; i += 2) total += data.readUInt16BE(i);
  return (total & 0xffff) + (total >>> 16);
};
/** What a host leaves to its network card: the sum of the pseudo-header. */
const partial = (protocol, length) =>
  folded(bytes(ip4(client.ip4), ip4(server.ip4), 0, protocol, u16(length)));

const segment = there(6, tcp(50000, 9, "segment"));
const datagram = there(17, udp(50000, 9, "datagram"));
const segment6 = there6(6, tcp(50000, 9, "segment"));
const datagram6 = there6(17, udp(50000, 9, "datagram"));
/** A segment whose checksum is to be 0, and one whose is 0xffff in its place. */
const sumless = (() => {
  const ofZero = there(6, tcp(50000, 9, bytes(u16(0), "even")));
  return there(6, tcp(50000, 9, bytes(u16(ofZero.readUInt16BE(ofTcp)), "even")));
})();

/** Two fragments of a datagram, each of which may be changed. */
const fragments = (id, payload, change = (packet) => packet) => {
  const whole = payload(bytes(ip4(client.ip4), ip4(server.ip4)), 17);
  const one = (flags, part) => ethernet(0x0800, ipv4(17, part, { id, flags }));
  return [change(one(0x2000, whole.subarray(0, 16))), one(0x0002, whole.subarray(16))];
};
const quoting = (packet) =>
  back(1, bytes(11, 0, u16(0xe6ff), u32(0), packet.subarray(14, 14 + 28)));

const chunks = (text) => chunk(0, 3, u32(1), u16(0), u16(0), u32(0), text);
const association = there(
  132,
  sctp(u16(40000), u16(5000), u32(0x11223344), u32(0), chunks("whole")),
);
/** Adler-32 as SCTP had it first. */
const adler = (packet) => {
  const old = Buffer.from(packet);
  old.writeUInt32BE(0, ofSctp);
  let [a, b] = [1, 0];
  for (const byte of old.subarray(34)) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  old.writeUInt32BE(b * 65536 + a, ofSctp);
  return old;
};

const request = (seq, text) => there(6, tcp(50001, 80, text, { seq }));

const packets = [
  segment,
  flipped(segment, ofTcp),
  set(segment, { [ofTcp]: partial(6, 27) }),
  sumless,
  set(sumless, { [ofTcp]: 0xffff }),
  segment6,
  flipped(segment6, ofTcp6),
  cut(flipped(segment, ofTcp), 58),
  datagram,
  flipped(datagram, ofUdp),
  set(datagram, { [ofUdp]: partial(17, 16) }),
  set(datagram, { [ofUdp]: 0 }),
  datagram6,
  flipped(datagram6, ofUdp6),
  set(datagram6, { [ofUdp6]: 0 }),
  cut(flipped(datagram, ofUdp), 44),
  // Of IP: wrong, none, with options.
  flipped(segment, ofIp),
  set(segment, { [ofIp]: 0 }),
  ethernet(0x0800, ipv4(17, udp(50000, 9, "options"), { extra: bytes(1, 1, 1, 0) })),
  flipped(ethernet(0x0800, ipv4(17, udp(50000, 9, "more"), { extra: bytes(1, 1, 1, 0) })), ofIp),
  cut(ethernet(0x0800, ipv4(17, udp(50000, 9, "cut"), { extra: bytes(1, 1, 1, 0) })), 36),
  // Fragments: their sum is that of the whole datagram; of a wrong header nothing is reassembled.
  ...fragments(7, udp(50000, 9, "two fragments of one")),
  ...fragments(8, udp(50000, 9, "two fragments of one"), (packet) => flipped(packet, ofUdp)),
  ...fragments(9, udp(50000, 9, "two fragments of one"), (packet) => flipped(packet, ofIp)),
  // Quoted by ICMP, of which only the header is there.
  quoting(flipped(datagram, ofUdp)),
  quoting(flipped(datagram, ofIp)),
  association,
  flipped(association, ofSctp),
  adler(association),
  set(association, { [ofSctp]: 0, [ofSctp + 2]: 0 }),
  cut(flipped(association, ofSctp), 60),
  // A message over several segments, one of which was damaged and is sent again.
  request(1, "GET /a HTTP/1.1\r\n"),
  flipped(request(18, "Host: wrong.test\r\n"), ofTcp),
  request(18, "Host: right.test\r\n"),
  request(36, "\r\n"),
  // What UDP covers is what it says, not all that is there.
  there(17, bytes(udp(50000, 9, "padded")(bytes(ip4(client.ip4), ip4(server.ip4)), 17), 0, 0)),
  // Nothing is there to verify.
  there6(17, bytes(u16(50000), u16(9), u16(0), u16(0x1234), "jumbogram")),
];

/** How they are verified, and what is said of them then. */
export const preferences = [
  "ip.check_checksum:TRUE",
  "tcp.check_checksum:TRUE",
  "udp.check_checksum:TRUE",
  "sctp.checksum:Automatic",
];
export const fields = [
  "frame.number",
  "ip.checksum.status",
  "ip.checksum_calculated",
  "tcp.checksum.status",
  "tcp.checksum_calculated",
  "tcp.checksum_bad.expert",
  "tcp.checksum.ffff",
  "udp.checksum.status",
  "udp.checksum_calculated",
  "udp.checksum.bad",
  "udp.checksum.zero",
  "sctp.checksum",
  "sctp.checksum.status",
  "_ws.col.Info",
];

const capture = fileURLToPath(new URL("checksums.pcap", import.meta.url));
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(capture, pcap(1, packets));
  if (process.argv.includes("--oracle")) {
    const answers = askFields(capture, preferences, fields);
    writeFileSync(capture.replace(".pcap", ".tshark.tsv"), answers);
  }
}

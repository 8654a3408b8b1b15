// Makes the seeds of the fuzzers that read no captures; those of the others are test/captures. All
// are made up, byte by byte.
//   npm run build && node test/fuzz/seeds/make.mjs
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { ipv4, pcap, tcp, there, u16, u32, udp } from "../../captures/dissect/packets.mjs";
import { Blocks } from "../../captures/pcapng.mjs";
import { compressed, frame, skippable } from "../../web/compress.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const text = (value) => Buffer.from(value);

/** What a fuzzer gets: by name. */
function write(fuzzer, seeds) {
  rmSync(`${folder}${fuzzer}`, { recursive: true, force: true });
  mkdirSync(`${folder}${fuzzer}`, { recursive: true });
  for (const [name, bytes] of Object.entries(seeds)) {
    writeFileSync(`${folder}${fuzzer}/${name}`, bytes);
  }
}

const small = text("to be compressed, to be compressed");
const zstdMagic = [0x28, 0xb5, 0x2f, 0xfd];
const zstdRepeated = Buffer.from([...zstdMagic, 4, 7 << 3, 3, 0, 16, 0x41]);
// 106,913 times a byte, more than is taken at once, and then a block of no type.
const zstdDamaged = [0x0a, 0x0d, 0x0d, 0x41, 0xff, 0xff, 0xff, 0];

write("decompress", {
  ...compressed,
  "gzip-two-members": Buffer.concat([frame.gzip(small), frame.gzip(small), Buffer.alloc(7)]),
  "gzip-cut": frame.gzip(small).subarray(0, -5),
  "zstd-stored": frame.zstd(small),
  "zstd-two-frames": Buffer.concat([frame.zstd(small), skippable(small), frame.zstd(small)]),
  "zstd-one-byte-again-and-again": zstdRepeated,
  "zstd-damage-behind-full-output": Buffer.from([...zstdMagic, 4, 0x88, ...zstdDamaged]),
  "lz4-stored": frame.lz4(small),
  "lz4-two-frames": Buffer.concat([frame.lz4(small), skippable(small, 3), frame.lz4(small)]),
});

/** A filter's text for packets of a link type. */
const filter = (words, linkType = 1, isOptimized = 1) =>
  Buffer.concat([Buffer.from([1, linkType, 0, isOptimized]), text(words)]);

/** Instructions [code, jt, jf, k] over a packet. */
const program = (packet, ...instructions) =>
  Buffer.concat([
    Buffer.from([0, packet.length, 0, packet.length, ...packet]),
    ...instructions.map(([code, jt, jf, k]) => {
      const bytes = Buffer.from([code, 0, jt, jf, 0, 0, 0, 0]);
      bytes.writeUInt32LE(k >>> 0, 4);
      return bytes;
    }),
  ]);

write("bpf", {
  "tcp-port": filter("tcp port 80 and not host 10.0.0.1"),
  arithmetic: filter("ip[2:2] - ((ip[0] & 0xf) << 2) * 3 / 2 % 7 ^ 5 | 1 != len"),
  vlan: filter("vlan 100 and mpls 7 and (tcp[13] & 2 != 0 or icmp[icmptype] = icmp-echo)"),
  protochain: filter("ip6 protochain 6 or ip protochain 51", 1, 0),
  wlan: filter("type mgt subtype beacon and wlan addr2 00:11:22:33:44:55", 127),
  net: filter("src net 10.0.0.0/8 or dst net 2001:db8::/32 or portrange 1-1023", 101),
  inbound: filter("inbound and greater 100"),
  deep: filter(`${"(".repeat(50)}tcp${")".repeat(50)}`),
  wrong: filter("host example.com or ip broadcast"),
  "ethernet-type": program([...Array(12).fill(0), 8, 0], [0x28, 0, 0, 12], [0x16, 0, 0, 0]),
  "loop-for-ever": program([1], [0x05, 0, 0, -1], [0x06, 0, 0, 1]),
  "loads-and-memory": program(
    [0x45, 1, 2, 3, 4],
    ...[
      [0xb1, 0, 0, 0],
      [0x50, 0, 0, 0],
      [0x02, 0, 0, 3],
      [0x61, 0, 0, 3],
    ],
    ...[
      [0x3c, 0, 0, 0],
      [0x1d, 0, 1, 0],
      [0x06, 0, 0, 9],
      [0x16, 0, 0, 0],
    ],
  ),
});

const fileHeader = {
  schema: "pcap.file_header",
  magic_number: 0xa1b2c3d4,
  major_version: 2,
  minor_version: 4,
  reserved1: 0,
  reserved2: 0,
  snaplen: 262144,
  linktype: 1,
};
const packet = {
  schema: "pcap.packet",
  linktype: 1,
  timestamp: "2023-11-14T22:13:20.000001",
  original_packet_length: 3,
  captured_packet_length: 3,
  data: "AQID",
};
const ofPcapng = { ...packet, section_id: 0, interface_id: 0 };
const lines = (...events) => text(events.map((event) => `${JSON.stringify(event)}\n`).join(""));

write("event", {
  packet: lines(packet),
  "file-header": lines(fileHeader, packet),
  pcapng: lines(ofPcapng, { ...ofPcapng, interface_id: 1, timestamp: null }),
  tenzir: lines({ schema: "tenzir.packet", pcap: packet }),
  "seconds-since-1970": lines({ ...packet, timestamp: "1700000000.000001" }),
  "a-length-too-many": lines({ ...packet, captured_packet_length: 4 }),
  "no-base64": lines({ ...packet, data: "A" }),
  unknown: lines({ schema: "suricata.flow" }, [], 1, {}),
  nested: text(`${"[".repeat(40)}${"]".repeat(40)}\n`),
});

/** Of each piece: who says it, and how long it is in lines of 16 bytes. */
function said(...pieces) {
  const parts = pieces.map(([side, content]) => {
    const bytes = text(content);
    const padding = Buffer.alloc(-bytes.length & 15, "\n");
    return Buffer.concat([Buffer.from([side, Math.ceil(bytes.length / 16)]), bytes, padding]);
  });
  return Buffer.concat(parts);
}
const get = "GET /page.html HTTP/1.1\r\nHost: www.example.org\r\n\r\n";
const ok = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
const GAP = 6;

const HTTP = 0;
const FTP = 1;
const SMTP = 2;
const TFTP = 3;
/** Which of them says the rest. */
const of = (which, seeds) =>
  Object.entries(seeds).map(([name, seed]) => [name, Buffer.concat([Buffer.from([which]), seed])]);

write(
  "http",
  Object.fromEntries([
    ...of(HTTP, {
      length: said([0, get], [1, `${ok}Content-Length: 16\r\n\r\nsixteen bytes of`]),
      chunked: said([0, get], [1, `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`]),
      "until-the-end": said([0, get], [1, `${ok}\r\nall of the rest`]),
      post: said(
        [0, "POST /form HTTP/1.1\r\nContent-Length: 3\r\n\r\na=1"],
        [1, "HTTP/1.1 204 No\r\n\r\n"],
      ),
      pipelined: said([0, get + get + get], [1, `${ok}Content-Length: 0\r\n\r\n`.repeat(3)]),
      continued: said([1, "HTTP/1.1 100 Continue\r\n\r\n"], [1, `${ok}Content-Length: 1\r\n\r\nA`]),
      "two-lengths": said([1, `${ok}Content-Length: 1\r\nContent-Length: 2\r\n\r\nAB`]),
      gap: Buffer.concat([
        said([1, `${ok}Content-Length: 4000\r\n\r\nbegun`]),
        Buffer.from([GAP + 1, 9]),
        said([1, "and so on"], [0, get]),
      ]),
    }),
    ...of(FTP, {
      ftp: said([1, "227 (192,0,2,1,200,10)\r\n229 (|||51210|)\r\n"], [0, "RETR a\r\n"]),
    }),
    ...of(SMTP, {
      mail: said([0, "DATA\r\nSubject: a\r\n\r\n..\r\n.\r\nBDAT 3 LAST\r\nabc"]),
    }),
    ...of(TFTP, {
      tftp: said([0, "\0\x01a\0octet\0"], [1, "\0\x03\0\x01abc"]),
    }),
  ]),
);

/** The plan of a growing capture, [record, step, offset] for each counter, and the capture. */
function growing(capture, counters = [], flags = 0) {
  const plan = counters.map(([record, step, offset]) => [record, step, offset & 255, offset >> 8]);
  return Buffer.concat([Buffer.from([(counters.length << 4) | flags, ...plan.flat()]), capture]);
}
const LENGTHENED = 1;
const SECTIONS_TOO = 2;
const RAW_IP = 101;
// Numbers of 32 bits in a record of raw IPv4: what counts is their lowest bits.
const IDENTIFICATION = 16 + 2;
const SOURCE = 16 + 12;
const PORTS = 16 + 18;
const SEQUENCE = 16 + 24;

const datagram = ipv4(17, udp(1000, 2000, "12345678"));
const part = (payload, flags, id = 1, protocol = 17) => ipv4(protocol, payload, { flags, id });
const firstPart = part(Buffer.from([0, 1, 0, 2, 0, 16, 0, 0]), 0x2000);
const lastPart = part("12345678", 1);
const request = ipv4(6, tcp(1024, 80, "GET / HTTP/1.1\r\n\r\n"));
const answer = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nA";
const back = { from: "198.51.100.2", to: "192.0.2.1" };
const segment = (content, options) => ipv4(6, tcp(80, 1024, content, options), back);
const raw = (...packets) => pcap(RAW_IP, packets);
const dns = udp(53, 5353, [
  u16(1),
  u16(0x8180),
  u16(0),
  u16(1),
  u32(0),
  "\x01a\0",
  u16(1),
  u16(1),
  u32(60),
  u16(4),
  u32(1),
]);

const make = new Blocks(false);
const start = [make.section(), make.interface({ options: { 2: "eth0", 9: [9] } })];
const names = make.block(4, [
  make.option(1, Buffer.concat([Buffer.from([192, 0, 2, 1]), text("a.example\0")])),
  make.u32(0),
]);
const secrets = make.block(10, [make.u32(0x544c534b), make.u32(64), Buffer.alloc(64, "a")]);
const comments = make.options(Object.fromEntries([[1, "a comment"]]));
const blocks = (...list) => Buffer.concat([...start, ...list]);
const enhanced = (options = {}) => make.enhanced({ ticks: 1n, bytes: datagram, options });

write("growth", {
  "udp-from-many": growing(raw(datagram), [[0, 1, SOURCE]]),
  "udp-from-one": growing(raw(datagram)),
  "tcp-ports": growing(raw(request), [[0, 1, PORTS]]),
  "tcp-in-order": growing(raw(segment("12345678")), [[0, 8, SEQUENCE]]),
  "tcp-with-holes": growing(raw(segment("12345678")), [[0, 16, SEQUENCE]]),
  "http-answers": growing(raw(request, segment(answer)), [
    [0, 18, SEQUENCE],
    [1, answer.length, SEQUENCE],
  ]),
  "http-and-fragments": growing(raw(firstPart, lastPart, request), [
    [0, 1, IDENTIFICATION],
    [1, 1, IDENTIFICATION],
    [2, 1, PORTS],
  ]),
  "fragments-without-end": growing(raw(firstPart), [[0, 1, IDENTIFICATION]]),
  "fragments-of-one": growing(raw(part("12345678", 0x2001)), [[0, 1, 16 + 4]]),
  "fragments-of-fragments": growing(
    raw(part(part("12345678", 0x2000, 7), 0x2000, 1, 4), part("12345678", 4, 1, 4)),
    [
      [0, 1, IDENTIFICATION],
      [1, 1, IDENTIFICATION],
    ],
  ),
  dns: growing(raw(ipv4(17, dns)), [[0, 1, 16 + 28 - 2]]),
  "link-pairs": growing(pcap(1, [Buffer.from("02000000000102000000000288b5", "hex")]), [
    [0, 1, 16 + 2],
    [0, 1, 16 + 8],
  ]),
  names: growing(blocks(names), [[0, 1, 8 + 4]]),
  secrets: growing(blocks(secrets)),
  comments: growing(blocks(enhanced({ 1: "a comment" }))),
  interfaces: growing(Buffer.concat([...start, make.interface(), enhanced()]), [], SECTIONS_TOO),
  sections: growing(blocks(enhanced()), [], SECTIONS_TOO),
  "unknown-blocks": growing(blocks(make.block(0xbbb, [make.u32(1)]))),
  "damaged-packets": growing(
    blocks(make.enhanced({ ticks: 1n, bytes: datagram, captured: 9999 }), enhanced()),
  ),
  "a-long-block-of-secrets": growing(blocks(secrets), [], LENGTHENED),
  "a-long-block-of-names": growing(blocks(names), [], LENGTHENED),
  "a-long-packet": growing(blocks(enhanced()), [], LENGTHENED),
  "a-long-list-of-options": growing(
    Buffer.concat([
      make.section(),
      make.interface(),
      make.block(0xbad, [make.u32(32473), comments]),
    ]),
    [],
    LENGTHENED,
  ),
});

// Filters, one a seed; evaluate has a packet behind it, for the dissector of Ethernet.
const filters = [
  "tcp.port == 80 or udp.port in {53, 67..68} and not arp",
  "any ip.addr > 10.0.0.1 xor all ip.src == 10.0.0.0/8 ^^ ip.src !== ip.dst",
  "eth.src[0:3] == 02:00:00 && frame[12-13] contains 08:00 && @tcp.port[1] == 07",
  'frame matches r"\\x45" or dns.qry.name matches "example" and lower(dns.qry.name) contains "a"',
  "{ip.len - 20} * 2 % 7 == -1 + 0x10 & 0b11 or 1 < ip.ttl <= 255",
  "max(tcp.srcport, tcp.dstport, 5) >= count(ip.addr) + len(frame) - abs(-3)",
  'frame.time > "2023-11-14 22:13:20.5 +01:00" && frame.time_relative * 2 >= 0.5',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a filter has it so
  "ip.src#2 == ${ip.dst#[-1]} || frame.number > $frame.number",
  'ip.proto == "TCP" and vals(ip.proto) contains "C" and tcp.flags.syn == True',
  "string(ip.src) == hex(ip.ttl) or float(ip.ttl) / 3 < inf or ip_rfc1918(ip.src)",
  "ipv6.addr in {fe80::/10, 2001:db8::1 .. 2001:db8::ffff} or ip_special_mask(ip.src) == 28",
  "_ws.col.info contains 'S' and frame.protocols[0:3] == \"eth\" and tcp.port not in {7}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a filter has it so
  "$net(10.0.0.0, 8) or ${twice:udp}",
  "tcp.port ~= 80 or frame contains abc or bootp or ip.ttl == 0400",
];
const asked = there(17, udp(40000, 53, text("hello")));
const named = (make) => Object.fromEntries(filters.map((each, i) => [`${i}`, make(each)]));
write("filter", named(text));
write(
  "evaluate",
  named((each) => Buffer.concat([text(`${each}\n`), Buffer.from([0]), asked])),
);

// What is encoded, behind its coding, the limit, and whether several codings are undone.
const page = text("<html>page page page page page page page</html>\n");
const coded = {
  gzip: [0, gzipSync(page)],
  zlib: [1, deflateSync(page)],
  deflate: [1, deflateRawSync(page)],
  br: [2, brotliCompressSync(page)],
  zstd: [3, frame.zstd(page)],
};
for (const [name, [coding, bytes]] of Object.entries(coded)) {
  coded[name] = Buffer.concat([Buffer.from([coding, 0, 32, 0]), bytes]);
  coded[`${name}-twice`] = Buffer.concat([
    Buffer.from([coding, 0, 32, 1, 2, coding, coding, coding, coding]),
    bytes,
  ]);
}
write("decode", coded);

// Asks tshark for fields of all packets of the captures here, and keeps them as facts: the names of
// the fields, then of each capture its name and a row for each packet.
//   node test/dissect/columns.mjs
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = `${root}test/captures/dissect`;

// Those that both print in the same way, numbers in decimal digits.
const fields = [
  ...["frame.number", "frame.len", "eth.src", "eth.dst", "arp.opcode"],
  ...["ip.src", "ip.dst", "ip.ttl", "ip.proto", "ipv6.src", "ipv6.dst", "ipv6.hlim", "icmp.type"],
  ...["tcp.srcport", "tcp.dstport", "tcp.stream", "tcp.len", "tcp.seq", "tcp.ack"],
  ...["tcp.window_size", "tcp.flags.syn", "udp.srcport", "udp.dstport", "udp.length"],
  ...["dns.qry.name", "dns.qry.type", "dns.count.answers", "dns.a", "tls.handshake.type"],
  ...["http.request.method", "http.request.uri", "http.response.code", "http.host"],
];

function rowsOf(capture) {
  const named = fields.flatMap((field) => ["-e", field]);
  const words = ["-n", "-r", `${folder}/${capture}`, "-T", "fields", "-E", "occurrence=a"];
  const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] };
  return execFileSync("tshark", [...words, ...named], options);
}

// tshark does not know the link types of those without its answers.
const captures = readdirSync(folder).filter(
  (name) =>
    /\.pcap(ng)?$/.test(name) &&
    existsSync(`${folder}/${name.replace(/\.pcap(ng)?$/, ".tshark.tsv")}`),
);
const facts = captures.sort().map((capture) => `${capture}\n${rowsOf(capture)}`);
writeFileSync(`${root}test/dissect/columns.tshark.tsv`, `${fields.join("\t")}\n${facts.join("")}`);

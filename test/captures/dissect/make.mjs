// Makes the captures of this folder, each of the packets that the script of its name exports:
// `packets`, and `linkType` unless it is Ethernet. With --oracle tshark's answers too.
//   node test/captures/dissect/make.mjs [--oracle] [NAME…]
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askTshark } from "../../dissect/facts.js";

const folder = fileURLToPath(new URL(".", import.meta.url));
const notCaptures = new Set(["make", "packets", "certificates"]);
const oracle = process.argv.includes("--oracle");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));

function pcap(linkType, packets) {
  const words = (...list) => Buffer.from(Uint32Array.from(list).buffer);
  const records = packets.flatMap((packet, i) => [
    words(1700000000, i * 1000, packet.length, packet.length),
    packet,
  ]);
  return Buffer.concat([words(0xa1b2c3d4, 0x00040002, 0, 0, 262144, linkType), ...records]);
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs"))) {
  const name = file.slice(0, -4);
  if (notCaptures.has(name) || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { packets, linkType = 1 } = await import(`./${file}`);
  writeFileSync(`${folder}${name}.pcap`, pcap(linkType, packets));
  if (oracle)
    writeFileSync(`${folder}${name}.tshark.tsv`, await askTshark(`${folder}${name}.pcap`));
}

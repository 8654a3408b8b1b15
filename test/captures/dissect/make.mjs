// Makes the captures of this folder, each of the packets that the script of its name exports:
// `packets`, and `linkType` unless it is Ethernet. With --oracle tshark's answers too, but where the
// script says that it has none (`oracle`).
//   node test/captures/dissect/make.mjs [--oracle] [NAME…]
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askTshark } from "../../dissect/facts.js";
import { pcap } from "./packets.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const notCaptures = new Set(["make", "packets", "certificates"]);
const oracle = process.argv.includes("--oracle");
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));

for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs"))) {
  const name = file.slice(0, -4);
  if (notCaptures.has(name) || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { packets, linkType = 1, oracle: hasOracle = true } = await import(`./${file}`);
  writeFileSync(`${folder}${name}.pcap`, pcap(linkType, packets));
  if (oracle && hasOracle)
    writeFileSync(`${folder}${name}.tshark.tsv`, await askTshark(`${folder}${name}.pcap`));
}

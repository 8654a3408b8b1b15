// Makes the captures of this folder, each of the packets that the script of its name exports.
//   node test/captures/flow/make.mjs [NAME…]
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pcap } from "../dissect/packets.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const wanted = process.argv.slice(2);

for (const file of readdirSync(folder).filter((name) => name.endsWith(".mjs"))) {
  const name = file.slice(0, -4);
  if (name === "make" || (wanted.length > 0 && !wanted.includes(name))) continue;
  const { packets, linkType = 1 } = await import(`./${file}`);
  writeFileSync(`${folder}${name}.pcap`, pcap(linkType, packets));
}

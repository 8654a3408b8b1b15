// Asks tshark for the objects in captures, and keeps their hashes as facts: file, SHA-256. Left out
// are bodies without bytes, and those that it tears apart (listed here): where segments came in
// another order, a header has a line without a colon, or a line of a mail begins with a dot;
// and mails that were not sent with SMTP.
//   node test/dissect/objects.mjs > test/captures/objects.tshark.tsv
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { realFolder } from "../captures/real.js";

const made = join(import.meta.dirname, "../captures");
const real = join(realFolder, "files");
const captures = [
  [made, "dissect/http.pcap"],
  [made, "flow/http.pcap"],
  [made, "flow/objects.pcap"],
  [real, "arkime+arkime/tests/pcap/arkime_synthetic.pcap"],
  [real, "kbandla+dpkt/examples/data/nb6-http.pcap"],
  [real, "seladb+PcapPlusPlus/Tests/Pcap++Test/PcapExamples/example2.pcap"],
];
const torn = new Set([
  "7461bf86f7d953065869b735eb623da1d3d05f9907501205a7d4f27507f9a498",
  "7e83f454066527bbd1d6baac149ce092798e9769430606376c126aedb95fa50e", // fetched with IMAP
  "092323dc039199459498886917edf16c5c3dfde4b8dae13066338f4af0bfe17b",
  "2e1d179912152913693a8771c2a352fa3a5498fd8a386968e581273fcd242a62",
  "b87dd9b2925328a382a3a6e7d2defa84a502c52998bc9c7317cdafd9f4a2743b",
  "bd9e93e0c2de0c4175a19ae4ede704ca32ef1761daa70c39731d6d1b4677601f",
]);

const protocols = ["http", "ftp-data", "tftp", "imf"];

for (const [folder, name, protocol] of captures.flatMap((each) =>
  protocols.map((protocol) => [...each, protocol]),
)) {
  const objects = mkdtempSync(join(tmpdir(), "objects-"));
  const words = [
    "-n",
    "-q",
    "-r",
    join(folder, name),
    "--export-objects",
    `${protocol},${objects}`,
  ];
  execFileSync("tshark", words, { stdio: "ignore" });
  for (const object of readdirSync(objects).sort()) {
    const bytes = readFileSync(join(objects, object));
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (bytes.length > 0 && !torn.has(hash)) console.log(`${name}\t${hash}`);
  }
  rmSync(objects, { recursive: true });
}

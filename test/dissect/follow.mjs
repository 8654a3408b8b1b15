// Asks tshark what the TCP streams of captures say, and keeps lengths and hashes of it as facts:
// file, stream, bytes of side 0, of side 1, bytes that tshark calls missing, SHA-256. The hash is
// that of the runs of bytes of one side, each after the digit of its side.
//   node test/dissect/follow.mjs [NAME…] > test/captures/streams.tshark.tsv
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { realFolder } from "../captures/real.js";

const wanted = process.argv.slice(2);
const folders = [join(import.meta.dirname, "../captures"), join(realFolder, "files")];
const options = { encoding: "latin1", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] };

function tshark(...words) {
  try {
    return execFileSync("tshark", ["-n", ...words], options);
  } catch (failure) {
    return failure.stdout; // what was read before the damage
  }
}

function* captures() {
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true }).sort()) {
      const path = join(folder, name);
      const other = /\.(mjs|txt|tsv|md|gz|lz4|zst)$/.test(name);
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      if (!other && statSync(path).isFile()) yield { name, path };
    }
  }
}

/** The streams of a capture, each as the lines of hex that tshark prints. */
function streamsOf(path) {
  const listed = tshark("-r", path, "-Y", "tcp", "-T", "fields", "-e", "tcp.stream");
  const numbers = [...new Set(listed.split(/[\n,]/).filter(Boolean))].map(Number);
  if (numbers.length === 0) return [];
  const asked = numbers.flatMap((number) => ["-z", `follow,tcp,raw,${number}`]);
  const answers = tshark("-q", "-r", path, ...asked)
    .split("Filter: tcp.stream eq ")
    .slice(1);
  return answers.map((answer) => {
    const [number, , , ...lines] = answer.split("\n");
    return { number: Number(number), lines: lines.slice(0, lines.indexOf("=".repeat(67))) };
  });
}

function factsOf(lines) {
  const hash = createHash("sha256");
  const sent = [0, 0];
  let missing = 0;
  let last = -1;
  for (const line of lines) {
    const side = line.startsWith("\t") ? 1 : 0;
    const bytes = Buffer.from(line.trim(), "hex");
    const gap = /^\[(\d+) bytes missing in capture file\]\0$/.exec(bytes.toString("latin1"));
    missing += gap ? Number(gap[1]) : 0;
    if (gap || bytes.length === 0) continue;
    if (side !== last) hash.update(String(side));
    hash.update(bytes);
    sent[side] += bytes.length;
    last = side;
  }
  return [...sent, missing, hash.digest("hex")];
}

for (const { name, path } of captures()) {
  for (const { number, lines } of streamsOf(path).sort((a, b) => a.number - b.number)) {
    console.log([name, number, ...factsOf(lines)].join("\t"));
  }
}

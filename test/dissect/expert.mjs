// Compares `packetglass expert` with `tshark -z expert`: which lines both have, which only one.
//   node test/dissect/expert.mjs CAPTURE…
//   node test/dissect/expert.mjs --oracle > test/captures/expert.tshark.txt
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const made = join(import.meta.dirname, "../captures/flow/expert.pcap");
const program = join(import.meta.dirname, "../../build/native/packetglass");
const words = process.argv.slice(2);

const quiet = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 };
const tshark = (file) => run("tshark", ["-n", "-q", "-z", "expert", "-r", file]);
const ours = (file) => run(program, ["expert", file]);

// A capture that ends within a record is read as far as it goes.
function run(command, args) {
  try {
    return execFileSync(command, args, quiet);
  } catch (error) {
    return error.stdout ?? "";
  }
}

/** Lines with their frequencies, each behind the severity that it stands under. */
function linesOf(output) {
  const lines = new Map();
  let severity = "";
  for (const line of output.split("\n")) {
    severity = /^(\w+) \(\d+\)$/.exec(line)?.[1] ?? severity;
    const [, count, rest] = /^ {0,11}(\d+) +(\S.*)$/.exec(line) ?? [];
    if (count) lines.set(`${severity} ${rest}`, Number(count));
  }
  return lines;
}

function compare(file) {
  const [theirs, own] = [linesOf(tshark(file)), linesOf(ours(file))];
  const all = new Set([...theirs.keys(), ...own.keys()]);
  let same = 0;
  for (const line of all) {
    const [a, b] = [theirs.get(line) ?? 0, own.get(line) ?? 0];
    if (a === b) same += 1;
    else console.log(`${file}\t${a}\t${b}\t${line}`);
  }
  return { same, theirs: theirs.size, own: own.size };
}

if (words[0] === "--oracle") {
  process.stdout.write(tshark(made));
} else {
  const sum = { same: 0, theirs: 0, own: 0 };
  for (const file of words) {
    const found = compare(file);
    for (const key of Object.keys(sum)) sum[key] += found[key];
  }
  console.log(`lines: ${sum.same} the same, of ${sum.theirs} of tshark and ${sum.own} of ours`);
}

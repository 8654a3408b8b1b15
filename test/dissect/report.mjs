// Says where our dissection differs from tshark's, column by column and field by field:
//   node test/dissect/report.mjs [--field NAME] [--missing] CAPTURE…
// --field    only this one: protocol, info, stack, or a field such as dns.id
// --missing  counts the fields of tshark's that we do not have, too
import { execFileSync, spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { compareFields, flatten, valuesByName } from "./compare.js";
import { printed, stackOf } from "./ours.js";
import { packetsOf } from "./pdml.js";

const { values: wanted, positionals: captures } = parseArgs({
  allowPositionals: true,
  options: { field: { type: "string" }, missing: { type: "boolean" } },
});
const output = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] };
const known = new Set(
  execFileSync("tshark", ["-G", "fields"], output)
    .split("\n")
    .map((line) => line.split("\t")[2]),
);

// By name: how many packets have it, how many of them differ; and how often tshark alone has it.
const counts = new Map();
const missing = new Map();

/** Our packets, and tshark's: its columns and its fields. */
async function* pairs(capture) {
  const ours = JSON.parse((await printed("--json", capture)) || "[]");
  const names = ["_ws.col.Protocol", "_ws.col.Info", "frame.protocols"];
  const words = ["-n", "-r", capture, "-T", "fields", ...names.flatMap((name) => ["-e", name])];
  const rows = spawnSync("tshark", words, output).stdout.split("\n");
  let i = 0;
  for await (const fields of packetsOf(capture)) {
    const [protocol = "", info = "", stack = ""] = (rows[i] ?? "").split("\t");
    if (ours[i]) yield [ours[i], { protocol, info, stack, fields }];
    i += 1;
  }
}

/** `{name, ours, theirs}` of each column and field that both have, or we alone. */
function compared(packet, theirs) {
  const stack = stackOf(packet.layers.map(({ name }) => name).join(":"));
  const columns = [
    ["protocol", packet.protocol, theirs.protocol],
    ["info", packet.info, theirs.info],
    ["stack", stack.join(":"), stackOf(theirs.stack).join(":")],
  ].map(([name, ours, other]) => ({ name, ours: [ours], theirs: [other] }));
  const named = theirs.fields
    .filter(({ tag, name }) => tag === "field" && name !== "")
    .map(({ name, show }) => ({ name, value: show }));
  const ours = valuesByName(flatten(packet.layers));
  const { same, different } = compareFields(ours, valuesByName(named), known);
  return [...columns, ...same, ...different];
}

function count({ name, ours, theirs }) {
  const isSame = ours.length === theirs.length && ours.every((value, i) => value === theirs[i]);
  const [all, different] = counts.get(name) ?? [0, 0];
  counts.set(name, [all + 1, different + (isSame ? 0 : 1)]);
  return isSame;
}

function countMissing(packet, { fields }) {
  const ours = new Set(flatten(packet.layers).map(({ name }) => name));
  const protocols = new Set([...ours].map((name) => name.split(".")[0]));
  for (const { tag, name, hidden } of fields) {
    if (tag !== "field" || hidden || !protocols.has(name.split(".")[0]) || ours.has(name)) continue;
    missing.set(name, (missing.get(name) ?? 0) + 1);
  }
}

async function report(capture) {
  let number = 0;
  for await (const [packet, theirs] of pairs(capture)) {
    number += 1;
    for (const each of compared(packet, theirs)) {
      if (count(each) || (wanted.field && wanted.field !== each.name)) continue;
      console.log(`${capture} #${number} ${each.name}`);
      console.log(`    ours    ${each.ours.join(",")}\n    tshark  ${each.theirs.join(",")}`);
    }
    if (wanted.missing) countMissing(packet, theirs);
  }
}

function summarize() {
  const sum = (rows, i) => rows.reduce((all, [, numbers]) => all + numbers[i], 0);
  const isColumn = ([name]) => ["protocol", "info", "stack"].includes(name);
  const fields = [...counts].filter((row) => !isColumn(row));
  const rows = [...counts].filter(isColumn);
  rows.push(["all fields", [sum(fields, 0), sum(fields, 1)]]);
  rows.push(...fields.filter(([, [, different]]) => different > 0).sort(byMost));
  console.log("\n  differ  of");
  for (const [name, [all, different]] of rows) {
    console.log(`${String(different).padStart(8)}  ${String(all).padEnd(8)}  ${name}`);
  }
  for (const [name, times] of [...missing].sort((a, b) => b[1] - a[1]).slice(0, 100)) {
    console.log(`missing ${String(times).padEnd(8)}  ${name}`);
  }
}

const byMost = ([, [, a]], [, [, b]]) => b - a;

for (const capture of captures) await report(capture);
summarize();

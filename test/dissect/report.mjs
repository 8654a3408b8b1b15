// Says where our dissection differs from tshark's: node test/dissect/report.mjs CAPTURE…
//   --field NAME  only this field      --missing  fields of tshark's that we do not have, too
import { execFileSync, spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { compareFields, flatten, valuesByName } from "./compare.js";
import { packetsOf } from "./pdml.js";

const { values: wanted, positionals: captures } = parseArgs({
  allowPositionals: true,
  options: { field: { type: "string" }, missing: { type: "boolean" } },
});
const known = new Set(
  execFileSync("tshark", ["-G", "fields"], { encoding: "utf8", maxBuffer: 2 ** 28 })
    .split("\n")
    .map((line) => line.split("\t")[2]),
);
const counts = { same: 0, different: 0, stacks: 0, packets: 0, protocols: 0, infos: 0 };
const missing = new Map();
const protocolsWithFields = new Set();

for (const capture of captures) {
  let ours = [];
  try {
    const text = execFileSync("build/native/packetglass", ["print", "--json", capture], {
      encoding: "utf8",
      maxBuffer: 2 ** 30,
      stdio: ["ignore", "pipe", "ignore"],
    });
    ours = JSON.parse(text);
  } catch (error) {
    ours = error.stdout ? JSON.parse(error.stdout) : [];
  }
  const columns = spawnSync(
    "tshark",
    [
      "-n",
      "-r",
      capture,
      "-T",
      "fields",
      "-e",
      "_ws.col.Protocol",
      "-e",
      "_ws.col.Info",
      "-e",
      "frame.protocols",
    ],
    { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] },
  ).stdout.split("\n");
  let i = 0;
  for await (const theirs of packetsOf(capture)) {
    const packet = ours[i];
    if (!packet) break;
    const [protocol, info, stack] = columns[i].split("\t");
    i++;
    counts.packets++;
    const layers = packet.layers.map((l) => l.name).filter((n) => n !== "eth.trailing");
    const want = (stack ?? "").split(":").filter((n) => n !== "ethertype");
    if (layers.join() === want.join()) counts.stacks++;
    else if (!wanted.field || wanted.field === "stack")
      console.log(`${capture} #${i} stack: ours ${layers.join(":")}  theirs ${want.join(":")}`);
    if (packet.protocol === protocol) counts.protocols++;
    else if (!wanted.field || wanted.field === "protocol")
      console.log(`${capture} #${i} protocol: ours ${packet.protocol}  theirs ${protocol}`);
    if (packet.info === info) counts.infos++;
    else if (wanted.field === "info")
      console.log(`${capture} #${i} info:\n    ours   ${packet.info}\n    theirs ${info}`);
    const mine = flatten(packet.layers);
    for (const f of mine) protocolsWithFields.add(f.name.split(".")[0]);
    const values = valuesByName(mine);
    const others = valuesByName(
      theirs
        .filter((f) => f.tag === "field" && f.name !== "")
        .map((f) => ({ name: f.name, value: f.show })),
    );
    const { same, different } = compareFields(values, others, known);
    counts.same += same.length;
    counts.different += different.length;
    for (const { name, ours: a, theirs: b } of different) {
      if (!wanted.field || wanted.field === name)
        console.log(`${capture} #${i} ${name}: ours ${a.join(",")}  theirs ${b.join(",")}`);
    }
    for (const f of theirs) {
      if (f.tag !== "field" || f.hidden || f.name === "" || values.has(f.name)) continue;
      if (mine.some((m) => m.name === f.name)) continue;
      missing.set(f.name, (missing.get(f.name) ?? 0) + 1);
    }
  }
}
if (wanted.missing) {
  const rows = [...missing].filter(([name]) => protocolsWithFields.has(name.split(".")[0]));
  for (const [name, count] of rows.sort((a, b) => b[1] - a[1]).slice(0, 100))
    console.log(`missing ${name} ${count}`);
}
console.log(JSON.stringify(counts));

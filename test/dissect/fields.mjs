// Asks tshark for the types of the fields that we have, and keeps them as facts: name, type as it is
// called behind FT_, in lower case. Says which differ and are not in field-differences.tsv.
//   node test/dissect/fields.mjs
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const options = { encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "ignore"] };
const linesOf = (text) => text.split("\n").filter((line) => line !== "" && line[0] !== "#");

// A name may be there several times: of one type it is ours if it is one of theirs.
const theirs = new Map();
for (const line of linesOf(execFileSync("tshark", ["-G", "fields"], options))) {
  const [kind, , name, type] = line.split("\t");
  const types = theirs.get(name) ?? [];
  types.push(kind === "P" ? "protocol" : type.slice(3).toLowerCase());
  theirs.set(name, types);
}

const listed = new Set(
  linesOf(readFileSync(`${root}test/dissect/field-differences.tsv`, "utf8")).map(
    (line) => line.split("\t")[0],
  ),
);
const ours = linesOf(execFileSync(`${root}build/native/packetglass`, ["fields", "--json"], options))
  .map((line) => JSON.parse(line))
  .filter(({ name }) => theirs.has(name));

// Strings of all kinds are one type to who compares them, as are bytes.
const plain = new Map([
  ["stringz", "string"],
  ["stringzpad", "string"],
  ["stringztrunc", "string"],
  ["uint_string", "string"],
  ["uint_bytes", "bytes"],
]);

const facts = ours.map(({ name, type }) => {
  const types = theirs.get(name).map((each) => plain.get(each) ?? each);
  return [name, types.includes(type) ? type : types[0]];
});
writeFileSync(
  `${root}test/dissect/fields.tshark.tsv`,
  facts.map((fact) => `${fact.join("\t")}\n`).join(""),
);
for (const [i, [name, type]] of facts.entries()) {
  if (ours[i].type !== type && !listed.has(name))
    console.log([name, ours[i].type, type].join("\t"));
}

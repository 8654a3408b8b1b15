// Conversations, endpoints and the protocol hierarchy against tshark's, which are kept as facts.
// Every difference is listed in test/dissect/lists.tsv with its reason of list-reasons.js.
//   PACKETGLASS_UPDATE_GOLDEN=1 lists the differences anew; with PACKETGLASS_ASK_TSHARK=1 the facts
//   are asked for again, too.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import {
  factsText,
  isBeyondTransport,
  madeCaptures,
  readFacts,
  realCaptures,
} from "../dissect/list-facts.js";
import { reasonOf, reasons } from "../dissect/list-reasons.js";
import { askOurs, askTshark } from "../dissect/lists.js";
import { unsupported } from "../dissect/unsupported.js";

const list = join(import.meta.dirname, "../dissect/lists.tsv");
const factsFile = join(import.meta.dirname, "../dissect/lists.tshark.tsv");
const made = madeCaptures();
const real = realCaptures();
const isMade = new Set(made.map(({ name }) => name));

/** Of real captures the hierarchy is compared down to the transport. */
const compared = (name, lines) =>
  isMade.has(name) ? lines : lines.filter((line) => !isBeyondTransport(line.split("\t")));

function isSupported(lines) {
  const paths = lines.filter((line) => line.startsWith("phs\t")).map((line) => line.split("\t")[1]);
  const names = new Set(paths.flatMap((path) => path.split(":")));
  return lines.length > 0 && !unsupported.layers.some((layer) => names.has(layer));
}

async function askAgain() {
  const answers = new Map();
  for (const { name, path } of [...made, ...real]) {
    const lines = compared(name, await askTshark(path));
    if (isMade.has(name) || isSupported(lines)) answers.set(name, lines);
  }
  writeFileSync(factsFile, factsText(answers));
}

if (process.env.PACKETGLASS_ASK_TSHARK) await askAgain();
const facts = readFacts();

/** Rows of capture, list, key, our value, tshark's, reason; of equal keys each has a row. */
function differencesOf(name, ours, theirs) {
  const rows = [];
  const put = (line, column) => {
    const [kind, key, value] = line.split("\t");
    let row = rows.find((each) => each[1] === kind && each[2] === key && each[column] === "");
    if (!row) {
      row = [name, kind, key, "", "", reasonOf(name, kind) ?? "?"];
      rows.push(row);
    }
    row[column] = value;
  };
  const inTheirs = new Set(theirs);
  const inOurs = new Set(ours);
  for (const line of ours.filter((each) => !inTheirs.has(each))) put(line, 3);
  for (const line of theirs.filter((each) => !inOurs.has(each))) put(line, 4);
  return rows.map((row) => row.join("\t"));
}

/** What is compared of these captures: how many lines, and those that differ. */
async function compare(captures) {
  const result = { lines: 0, equal: 0, rows: [] };
  for (const { name, path } of captures) {
    const theirs = facts.get(name);
    if (!theirs) continue;
    const ours = compared(name, await askOurs(path));
    const known = new Set(theirs);
    result.rows.push(...differencesOf(name, ours, theirs));
    if (reasonOf(name, "phs") === "reading") continue; // these are other packets
    result.lines += theirs.length;
    result.equal += ours.filter((line) => known.has(line)).length;
  }
  return result;
}

const listed = () => readFileSync(list, "utf8").split("\n").filter(Boolean);
const nameOf = (row) => row.split("\t")[0];

function expectListed(rows, isOne) {
  if (process.env.PACKETGLASS_UPDATE_GOLDEN) {
    const others = listed().filter((row) => !isOne(nameOf(row)));
    writeFileSync(list, `${[...others, ...rows].sort().join("\n")}\n`);
  }
  expect([...rows].sort()).toEqual(listed().filter((row) => isOne(nameOf(row))));
}

test("lists of made captures are tshark's, but for what is listed", async () => {
  const { lines, equal, rows } = await compare(made);
  expectListed(rows, (name) => isMade.has(name));
  expect(lines).toBeGreaterThan(1000);
  expect(equal / lines).toBeGreaterThanOrEqual(0.85);
}, 60_000);

test("every difference has a reason, and every reason a difference", () => {
  const used = new Set(listed().map((row) => row.split("\t").at(-1)));
  expect([...used].sort()).toEqual(reasons.map(({ name }) => name).sort());
});

if (real.length > 0) {
  describe("real captures", () => {
    test("their lists are tshark's, but for what is listed", async () => {
      const { lines, equal, rows } = await compare(real);
      expectListed(rows, (name) => !isMade.has(name));
      expect(lines).toBeGreaterThan(5000);
      expect(equal / lines).toBeGreaterThanOrEqual(0.97);
    }, 120_000);
  });
} else {
  test.skip("real captures (real captures are absent)", () => {});
}

// packetglass print against tshark. On the captures made for it every field that both name is
// compared, and every difference is listed in test/dissect/differences.tsv; on real captures
// addresses, ports and the stack of protocols are, with the differences in unlike.tsv.
//   PACKETGLASS_UPDATE_GOLDEN=1 lists the differences anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { realFolder } from "../captures/real.js";
import { compareFields, flatten, valuesByName } from "../dissect/compare.js";
import { readFacts } from "../dissect/facts.js";
import { lowerStack, printed, stackOf } from "../dissect/ours.js";
import { unsupported } from "../dissect/unsupported.js";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "test/captures/dissect");
const list = join(root, "test/dissect/differences.tsv");
const unlikeList = join(root, "test/dissect/unlike.tsv");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".pcap"))
  .map((file) => file.slice(0, -5))
  // tshark does not know every link type.
  .filter((name) => existsSync(join(folder, `${name}.tshark.tsv`)));

const facts = new Map(
  names.map((name) => [name, readFacts(readFileSync(join(folder, `${name}.tshark.tsv`), "utf8"))]),
);
const known = new Set([...facts.values()].flat().flatMap((packet) => [...packet.keys()]));

/** The names of the layers, without what is said of them. */
const layersOf = ({ layers }) =>
  layers.map(({ name }) => name).filter((name) => !name.startsWith("_ws."));

/** Our fields, and the columns as fields. */
function oursOf(packet) {
  const values = valuesByName(flatten(packet.layers));
  values.set("_ws.col.Source", [packet.source]);
  values.set("_ws.col.Destination", [packet.destination]);
  values.set("_ws.col.Protocol", [packet.protocol]);
  values.set("_ws.col.Info", [packet.info]);
  values.set("frame.protocols", [stackOf(layersOf(packet).join(":")).join(":")]);
  return values;
}

function theirsOf(packet) {
  const values = new Map([...packet].map(([name, text]) => [name, [text]]));
  values.set("frame.protocols", [stackOf(packet.get("frame.protocols")).join(":")]);
  return values;
}

const joined = (values) => new Map([...values].map(([name, each]) => [name, [each.join(",")]]));
const isColumn = ({ name }) => name.startsWith("_ws.") || name === "frame.protocols";

async function compared(name) {
  const packets = JSON.parse(await printed("--json", join(folder, `${name}.pcap`)));
  const theirs = facts.get(name);
  expect(packets.length).toBe(theirs.length);
  return packets.map((packet, i) =>
    compareFields(joined(oursOf(packet)), theirsOf(theirs[i]), known),
  );
}

const oneLine = (text) =>
  text.replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");

test("every difference from tshark is listed", async () => {
  const rows = [];
  const count = { fields: 0, different: 0, packets: 0, stacks: 0 };
  for (const name of names) {
    const packets = await compared(name);
    packets.forEach(({ same, different }, i) => {
      const fields = different.filter((each) => !isColumn(each));
      count.fields += same.filter((each) => !isColumn(each)).length + fields.length;
      count.different += fields.length;
      for (const { name: field, ours, theirs } of different) {
        rows.push([name, i + 1, field, ours.join(), theirs.join()].map(String).map(oneLine));
      }
      count.packets++;
      const stack = different.find((each) => each.name === "frame.protocols");
      const equal =
        !stack || String(lowerStack(stack.ours[0])) === String(lowerStack(stack.theirs[0]));
      if (equal) count.stacks++;
    });
  }
  const text = `${rows.map((row) => row.join("\t")).join("\n")}\n`;
  if (process.env.PACKETGLASS_UPDATE_GOLDEN) writeFileSync(list, text);
  expect(text).toBe(readFileSync(list, "utf8"));
  expect(count.different / count.fields).toBeLessThanOrEqual(0.02);
}, 60_000);

const shared = realFolder;
const fields = [
  ...["ip.src", "ip.dst", "ipv6.src", "ipv6.dst"],
  ...["tcp.srcport", "tcp.dstport", "udp.srcport", "udp.dstport"],
];

/** Captures that we read, with tshark's answers: rows of number, protocols and the fields. */
function realCaptures() {
  const [head, ...rows] = readFileSync(join(shared, "inventory.tsv"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("\t"));
  return rows
    .map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])))
    .map(({ sha256, path, format }) => ({
      path,
      format,
      answers: join(shared, "dissect", `${sha256}.tsv.gz`),
    }))
    .filter(({ answers, format }) => existsSync(answers) && format.startsWith("pcap"));
}

function readAnswers(path) {
  const [, ...rows] = gunzipSync(readFileSync(path)).toString("utf8").split("\n").filter(Boolean);
  // What tshark numbers, but is no packet, has no protocol of a packet.
  return rows.map((row) => row.split("\t"));
}

if (existsSync(join(shared, "dissect"))) {
  describe("real captures", () => {
    test("addresses, ports and the stack down to the transport are tshark's", async () => {
      const count = { packets: 0, addresses: 0, stacks: 0, beyond: 0 };
      const unlike = [];
      for (const { path, answers } of realCaptures()) {
        if (unsupported.captures.has(path)) continue;
        const text = await printed(
          "--fields",
          ["frame.protocols", ...fields].join(),
          join(shared, "files", path),
        );
        const ours = text.split("\n").map((line) => line.split("\t"));
        readAnswers(answers).forEach((theirs, i) => {
          if (unsupported.layers.some((layer) => stackOf(theirs[1]).includes(layer))) {
            count.beyond++;
            return;
          }
          const mine = ours[i] ?? [""];
          const addresses = String(mine.slice(1)) === String(theirs.slice(2, 2 + fields.length));
          const stack = String(lowerStack(mine[0])) === String(lowerStack(theirs[1]));
          count.packets++;
          count.addresses += addresses;
          count.stacks += stack;
          if (addresses && stack) return;
          unlike.push(
            [path, i + 1, stackOf(mine[0]).join(":"), stackOf(theirs[1]).join(":")].join("\t"),
          );
        });
      }
      const text = `${unlike.join("\n")}\n`;
      if (process.env.PACKETGLASS_UPDATE_GOLDEN) writeFileSync(unlikeList, text);
      expect(text).toBe(readFileSync(unlikeList, "utf8"));
      expect(count.packets).toBeGreaterThan(5000);
      expect(count.addresses / count.packets).toBeGreaterThanOrEqual(0.995);
      expect(count.stacks / count.packets).toBeGreaterThanOrEqual(0.99);
    }, 120_000);
  });
} else {
  test.skip("real captures (real captures are absent)", () => {});
}

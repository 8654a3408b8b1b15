// What we write is read by tshark, capinfos and libpcap as we read it, in every format that they
// know; and what editcap writes by us. Where they are not installed: what they said of these bytes,
// which PACKETGLASS_UPDATE_GOLDEN=1 asks them again.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  all,
  ask,
  byEditcap,
  classicSources,
  comparable,
  editcap,
  nameOf,
  packets,
  readRecord,
  rounded,
  sha256,
  synthetic,
  tools,
  write,
  writeRecord,
} from "./written.js";

const updating = process.env.PACKETGLASS_UPDATE_GOLDEN !== undefined;
const testWithTools = tools ? test : test.skip;
const absent = tools ? "" : " (tshark, capinfos, editcap and tcpdump are not all installed)";

// Milliseconds: tshark takes half a second to start where others take the processor too.
const patience = 120_000;

let folder;
const files = new Map();
let record;

const isClassic = ({ source }) => classicSources.includes(source);

/** Does it for all, two at a time: programs take their time to start. */
async function forAll(things, action) {
  const results = [];
  const left = [...things.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      results[next[0]] = await action(next[1]);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

const askAll = () => forAll(all, (each) => ask(files.get(nameOf(each)), each));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "packetglass-"));
  await forAll(all, async (each) => files.set(nameOf(each), await write(each, folder)));
  if (updating) writeRecord(await askAll());
  record = readRecord();
}, patience);
afterAll(() => rmSync(folder, { recursive: true }));

describe("what the programs said of what we write", () => {
  test.each(all.map((each) => [nameOf(each), each]))("%s", async (name, each) => {
    const said = record.get(name);
    expect(sha256(files.get(name))).toBe(said.sha256);
    const expected = rounded(await packets(synthetic(each.source)), each);
    expect(await packets(files.get(name))).toEqual(expected);
    expect(comparable(said.tshark.split(", "), each.to)).toEqual(comparable(expected, each.to));
    if (isClassic(each)) {
      expect(said.capinfos.split(" ").at(-1)).toBe(String(expected.length));
    }
    if (said.libpcap !== "") expect(said.libpcap.split(", ")).toEqual(expected);
  });

  testWithTools(
    `they still say it${absent}`,
    async () => {
      for (const said of await askAll()) expect(said).toEqual(record.get(said.name));
    },
    patience,
  );

  test("they were asked about every format in both byte orders", () => {
    expect([...record.keys()]).toEqual(all.map(nameOf));
    const answered = [...record.values()].filter(({ libpcap }) => libpcap !== "");
    expect(answered.length).toBeGreaterThan(10);
  });
});

describe("editcap", () => {
  for (const [to, type] of Object.entries(byEditcap)) {
    testWithTools(`-F ${type} is read as its source${absent}`, async () => {
      for (const source of classicSources) {
        const out = join(folder, `editcap-${type}-${source}`);
        await editcap(type, synthetic(source), out);
        expect(await packets(out)).toEqual(
          rounded(await packets(synthetic(source)), { source, to }),
        );
      }
    });

    testWithTools(`-F ${type} of what we write as ${to} is the same${absent}`, async () => {
      for (const each of all.filter((one) => one.to === to && isClassic(one))) {
        const file = files.get(nameOf(each));
        await editcap(type, file, `${file}.editcap`);
        expect(await packets(`${file}.editcap`)).toEqual(await packets(file));
      }
    });
  }
});

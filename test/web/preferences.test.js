// Preferences: which checksums are verified, as the caller chose it; tshark's -o is the oracle.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { fields, preferences } from "../captures/checksums/make.mjs";
import { askFields } from "../dissect/facts.js";
import { hasNative, native } from "./native.js";

afterAll(() => worker.terminate());

const path = join(import.meta.dirname, "../captures/checksums/checksums.pcap");
const answers = readFileSync(path.replace(".pcap", ".tshark.tsv"), "utf8");

// Preferences, a filter, and the packets that tshark 4.0.17 shows.
const cases = [
  [[], "tcp.checksum.status == 1", []],
  [["tcp.check_checksum:TRUE"], "tcp.checksum.status == 0", [2, 3, 5, 7, 36]],
  [["tcp.check_checksum:TRUE"], "udp.checksum.status == 0", []],
  [["udp.check_checksum:TRUE"], "udp.checksum.status == 0", [10, 11, 14, 25, 40]],
  [["udp.check_checksum:TRUE"], "udp.checksum.status >= 3", [12, 15]],
  [["ip.check_checksum:TRUE"], "ip.checksum_bad.expert", [17, 18, 20, 26, 29]],
  [["sctp.checksum:CRC 32c"], "sctp.checksum.status == 1", [30]],
  [["sctp.checksum:Adler 32"], "sctp.checksum.status == 1", [32]],
  [["sctp.checksum:Automatic"], "sctp.checksum.status == 1", [30, 32]],
  [["tcp.check_checksum:TRUE", "tcp.check_checksum:FALSE"], "tcp.checksum_calculated", []],
];

const numbersIn = (printed) => printed.toString().split("\n").filter(Boolean).map(Number);
const options = (list) => list.flatMap((each) => ["-o", each]);
const hasTshark = spawnSync("tshark", ["-v"]).status === 0;

function tsharkNumbers(list, filter) {
  const shown = ["-Y", filter, "-T", "fields", "-e", "frame.number"];
  const args = ["-n", "-r", path, ...options(list), ...shown];
  return numbersIn(execFileSync("tshark", args, { stdio: ["ignore", "pipe", "ignore"] }));
}

describe.each([
  ["this thread, with a summary", openCapture, true],
  ["this thread, without", openCapture, false],
  ["a Worker", worker.openCapture, true],
])("in %s", (_, open, summary) => {
  test.each(cases)("%j: %s", async (list, filter, expected) => {
    const capture = await open(path, { summary, preferences: list });
    const found = await (await capture.filter(filter)).packets();
    expect([...found].map((i) => i + 1)).toEqual(expected);
    await capture.close();
  });

  test("rows, layers and columns say the same", async () => {
    const capture = await open(path, { summary, preferences: ["tcp.check_checksum:TRUE"] });
    const [row] = await capture.rows(1, 2);
    expect(row.info).toContain("[TCP CHECKSUM INCORRECT] Len=7");
    const { layers } = await capture.layers(1);
    const names = layers.find(({ name }) => name === "tcp").fields.map(({ name }) => name);
    expect(names).toContain("tcp.checksum.status");
    const found = [];
    for await (const { length, columns } of capture.table({ columns: ["tcp.checksum.status"] })) {
      for (let i = 0; i < length; i += 1) found.push(columns[0].get(i));
    }
    expect(found.slice(0, 3).map(Number)).toEqual([1, 0, 0]);
    await capture.close();
  });

  test.each([
    ["tcp.chek_checksum:TRUE", /did you mean tcp\.check_checksum\?/],
    ["tcp.check_checksum:yes", /has no value "yes"/],
    ["tcp.check_checksum", /is not NAME:VALUE/],
  ])("%s is refused", async (preference, message) => {
    const opening = () => open(path, { summary, preferences: [preference] });
    await expect(opening()).rejects.toThrow(message);
    await expect(opening()).rejects.toThrow(RangeError);
  });

  test("what is no array of strings is refused", async () => {
    for (const list of ["tcp.check_checksum:TRUE", [7], {}]) {
      await expect(open(path, { summary, preferences: list })).rejects.toThrow(TypeError);
    }
  });
});

(hasTshark ? test : test.skip)("tshark says the same of all", () => {
  expect(askFields(path, preferences, fields)).toBe(answers);
  for (const [list, filter, expected] of cases) {
    expect(tsharkNumbers(list, filter)).toEqual(expected);
  }
});

(hasNative ? test : test.skip).each(cases)("native: %j: %s", (list, filter, expected) => {
  const printed = native("print", path, ...options(list), "--fields", "frame.number", "-Y", filter);
  expect(numbersIn(printed)).toEqual(expected);
});

// `matches` of display filters: PCRE2 in a module of its own. The packets are those that tshark 4.6.9
// and the native program show.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { checkFilter, openCapture } from "packetglass";
import * as worker from "packetglass/worker";
import { pcap, there, udp } from "../captures/dissect/packets.mjs";
import { limitedPackage } from "./limited.js";
import { hasNative, native } from "./native.js";
import { copyWithout, packageCopies } from "./package-copy.js";
import { scratch } from "./scratch.js";

const file = scratch();
afterAll(() => worker.terminate());

const root = join(import.meta.dirname, "../..");
const captureOf = (name) => join(root, "test/captures/dissect", `${name}.pcap`);

/** Captures, filters with patterns, and the packets that tshark shows. */
const language = readFileSync(join(root, "test/cpp/filter/language.tsv"), "utf8")
  .split("\n")
  .map((row) => row.split("\t"))
  .filter(([, filter]) => / matches /.test(filter));

const rangesOf = (packets) => {
  const ranges = [];
  for (const number of [...packets].map((i) => i + 1)) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(",") || "-";
};

/** A capture of one datagram for each payload. */
const payloads = (name, list) =>
  file(
    name,
    pcap(
      1,
      list.map((payload) => there(17, udp(40_000, 50_000, payload))),
    ),
  );

test("there are rows to compare", () => {
  expect(language.length).toBeGreaterThanOrEqual(15);
});

describe.each([
  ["this thread", openCapture, checkFilter],
  ["a Worker", worker.openCapture, worker.checkFilter],
])("in %s", (_, open, check) => {
  test.each(language)("%s: %s", async (name, filter, expected) => {
    const capture = await open(captureOf(name), { summary: true });
    const listing = await capture.filter(filter);
    expect(rangesOf(await listing.packets())).toBe(expected);
    await capture.close();
  });

  test("without a summary it is the same", async () => {
    const [name, filter, expected] = language.at(-1);
    const capture = await open(captureOf(name));
    expect(rangesOf(await (await capture.filter(filter)).packets())).toBe(expected);
    await capture.close();
  });

  test.each([
    ['frame matches ""', "1-3"],
    ['udp.payload matches "^$"', "3"],
    ['not udp.payload matches ""', "-"],
  ])("an empty pattern and empty bytes: %s", async (filter, expected) => {
    const capture = await open(join(root, "test/captures/usec-little.pcap"));
    expect(rangesOf(await (await capture.filter(filter)).packets())).toBe(expected);
    await capture.close();
  });

  test("what is wrong with a pattern is said where it stands", async () => {
    const text = 'udp and frame matches "(abc"';
    const { error } = await check(text);
    expect(error.message).toBe("the regular expression is wrong: missing closing parenthesis");
    expect(text.slice(error.column, error.column + error.length)).toBe('"(abc"');
    expect({ ...(await check('frame matches "abc"')) }).toEqual({ warnings: [] });
  });

  test("several filters of one capture keep their patterns apart", async () => {
    const capture = await open(captureOf("dns"), { summary: true });
    const filters = ["^example", "^www", "org$", "^example", "b"].map(
      (pattern) => `dns.qry.name matches "${pattern}"`,
    );
    const alone = [];
    for (const filter of filters) {
      alone.push(rangesOf(await (await capture.filter(filter)).packets()));
    }
    const together = await Promise.all(filters.map((filter) => capture.filter(filter)));
    for (const [i, listing] of together.entries()) {
      expect(rangesOf(await listing.packets())).toBe(alone[i]);
    }
    expect(new Set(alone).size).toBeGreaterThan(2);
    await capture.close();
  });
});

(hasNative ? describe : describe.skip)("as the native program", () => {
  const names = readdirSync(join(root, "test/captures/dissect"))
    .filter((name) => name.endsWith(".pcap"))
    .map((name) => name.replace(".pcap", ""));
  const filters = [
    'frame matches "get|post"',
    String.raw`frame matches r"(?-i)[A-Z]{4}\x00"`,
    'frame.protocols matches "ip.*dns" and not frame matches "example"',
    '_ws.col.info matches "\\\\d{3,}" or udp matches "^.{8}\\\\x00\\\\x01"',
  ];
  // As deep as is allowed, and deeper: each packet takes all steps that it may.
  const deep = ['frame matches "^(a|.|\\\\n){60,}$"', 'frame matches "(.|\\\\n)*(.|\\\\n)*(?!)"'];
  const small = 2500; // bytes
  test.each(names)("%s", async (name) => {
    const capture = await openCapture(captureOf(name), { summary: true });
    const isSmall = statSync(captureOf(name)).size <= small;
    for (const filter of isSmall ? [...filters, ...deep] : filters) {
      const found = rangesOf(await (await capture.filter(filter)).packets());
      const printed = native("print", captureOf(name), "--fields", "frame.number", "-Y", filter);
      const numbers = printed
        .toString()
        .split("\n")
        .filter(Boolean)
        .map((n) => n - 1);
      expect([filter, found]).toEqual([filter, rangesOf(numbers)]);
    }
    capture.close();
  });
});

// Of the tables of Unicode the module has those of the first 256 characters; the engine of JavaScript
// knows all.
test("properties of characters are those of bytes as Latin-1", async () => {
  const bytes = Array.from({ length: 256 }, (_, i) => i);
  const capture = await openCapture(
    payloads(
      "bytes.pcap",
      bytes.map((byte) => [byte]),
    ),
  );
  const properties = ["L", "N", "Nd", "No", "P", "Pd", "S", "Sm", "Sc", "Z", "Zs", "C", "Cc"];
  for (const property of [...properties, "Script=Latin", "Script=Common"]) {
    const name = property.replace("Script=", "");
    for (const [letter, of] of [
      ["p", `\\p{${property}}`],
      ["P", `\\P{${property}}`],
    ]) {
      const listing = await capture.filter(`udp.payload matches r"^\\${letter}{${name}}$"`);
      const expected = bytes.filter((byte) => new RegExp(of, "u").test(String.fromCharCode(byte)));
      expect([of, [...listing.packets()]]).toEqual([of, expected]);
    }
  }
  // Ways to characters beyond them: none matches a byte, and none is an error of memory.
  for (const pattern of ["(*UCP)ÿ", "(*UCP)\\xff", "(*UCP)\\xb5", "(*UCP)\\w\\W", "\\X\\X"]) {
    const listing = await capture.filter(`udp.payload matches r"${pattern}"`);
    expect(listing.length).toBeLessThanOrEqual(2);
  }
  capture.close();
});

describe("hostile patterns", () => {
  const filtered = async (path, filter) => {
    const capture = await openCapture(path);
    const seen = [];
    const listing = await capture.filter(filter, { onProgress: (each) => seen.push(each) });
    const { exceeded, matched } = seen.at(-1);
    const packets = [...listing.packets()];
    capture.close();
    return { exceeded, matched, packets };
  };
  const long = payloads("long.pcap", [`${"a".repeat(1400)}!`, "aaa", `${"a".repeat(1400)}`]);

  test.each(["(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(.*)*(.*)*(.*)*", "(a|aa|aaa)*"])(
    "%s ends at the limit of steps, and is counted",
    async (pattern) => {
      // Without the start, which PCRE2 would look for first.
      const { exceeded, packets } = await filtered(
        long,
        `udp.payload matches r"(?s)${pattern}.?(?<=!)(?<!!)"`,
      );
      expect(exceeded).toBeGreaterThan(0);
      expect(packets).toEqual([]);
    },
  );

  test("a packet beyond the limit does not match, and others are looked at", async () => {
    const { exceeded, packets } = await filtered(long, 'udp.payload matches "^(a|aa)+$"');
    expect({ exceeded, packets }).toEqual({ exceeded: 1, packets: [1, 2] });
  });

  test("depth is limited, whatever a step of it takes", async () => {
    const deep = payloads("deep.pcap", [new Uint8Array(1000).fill(97), "b"]);
    const groups = "()".repeat(20);
    const { exceeded } = await filtered(deep, `udp.payload matches r"^${groups}(?:(a)|b)+$"`);
    expect(exceeded).toBe(0);
  });

  const wrong = async (pattern) =>
    (await checkFilter(`frame matches r"${pattern}"`)).error?.message;

  test("a pattern of a megabyte is refused", async () => {
    expect(await wrong("ab".repeat(2 ** 19))).toMatch(/regular expression is too large/);
    expect(await wrong("(a|b)".repeat(2 ** 18))).toMatch(/wrong: /);
    expect(await wrong("[a-z]".repeat(2 ** 18))).toMatch(/wrong: /);
    expect(await wrong("(?:(?:ab{1,9}c){1,1000}){1,1000}")).toMatch(/too large/);
  });

  test("parentheses nest 250 deep, and no deeper", async () => {
    const nested = (depth, open = "(") => `${open.repeat(depth)}a${")".repeat(depth)}`;
    for (const open of ["(", "(?=", "(?<=", "(?:a|"]) {
      expect(await wrong(nested(250, open))).toBeUndefined();
      expect(await wrong(nested(251, open))).toMatch(/too deeply nested/);
      expect(await wrong(nested(100_000, open))).toMatch(/too deeply nested/);
    }
  });

  test("recursion ends", async () => {
    const { exceeded } = await filtered(long, 'udp.payload matches r"^(a(?1)?a|a(?1)?)+!?[bc]$"');
    expect(exceeded).toBeGreaterThan(0);
  });

  test("what must be read whole stays: UTF and \\C are refused", async () => {
    expect(await wrong("(*UTF)a")).toMatch(/wrong: /);
    expect(await wrong("\\C")).toMatch(/wrong: /);
  });
});

describe("the module", () => {
  const copied = packageCopies(file);

  test("is loaded when a pattern is first compiled, and not before", async () => {
    const copy = await copied((folder) => copyWithout(folder, "regex"));
    const capture = await copy.openCapture(captureOf("dns"), { summary: true });
    expect((await capture.filter('dns.qry.name contains "example"')).length).toBeGreaterThan(0);
    expect((await copy.checkFilter('tcp.prot matches "a"')).error.message).toContain("tcp.prot");
    await expect(capture.filter('dns.qry.name matches "example"')).rejects.toThrow(/regex\.wasm/);
    await expect(copy.checkFilter('frame matches "a"')).rejects.toThrow(/regex\.wasm/);
    expect((await capture.filter("dns")).length).toBeGreaterThan(0);
    capture.close();
  });

  test("with little memory a pattern ends in an answer or an error, and others go on", async () => {
    const copy = await copied((folder) => limitedPackage(folder, 300));
    const subject = payloads("little.pcap", ["a".repeat(1400), "b"]);
    const capture = await copy.openCapture(subject);
    const seen = [];
    const listing = await capture.filter(`udp.payload matches r"^${"()".repeat(600)}(?:(a)|b)+$"`, {
      onProgress: (each) => seen.push(each),
    });
    expect([[...listing.packets()], seen.at(-1).exceeded]).toEqual([[1], 1]);
    expect((await capture.filter('udp.payload matches "b"')).length).toBe(1);
    capture.close();
  });

  test("is in packetglass/inline", async () => {
    const inline = await import("packetglass/inline");
    expect({ ...(await inline.checkFilter('frame matches "a"')) }).toEqual({ warnings: [] });
    expect((await inline.checkFilter('frame matches "("')).error.message).toContain("missing");
  });
});

// One vocabulary: what the command line prints as JSON has the words of the package, in snake_case,
// and their values. Events are those of Tenzir on both sides.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { openCapture, readEvents } from "packetglass";
import { scratch } from "./scratch.js";

const root = join(import.meta.dirname, "../..");
const binary = join(root, "build/native/packetglass");
const captures = [
  "dissect/http.pcap",
  "dissect/dns.pcap",
  "dissect/talk.pcap",
  "pcapng-other-blocks.pcapng",
  "pcapng-kinds-of-packets.pcapng",
  "pcapng-two-sections.pcapng",
  "time-zone.pcap",
].map((name) => join(root, "test/captures", name));

const file = scratch();
const print = (...words) => execFileSync(binary, words, { maxBuffer: 2 ** 28 }).toString();
const lines = (text) => text.split("\n").filter((line) => line !== "");

/** A name of the package as the command line has it. */
const snake = (name) => name.replace(/[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`);

/** What the package gives, as JSON in the words of the command line. */
const inWords = (value) => renamed(JSON.parse(JSON.stringify(value)));
function renamed(value) {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [snake(name), renamed(one)]),
  );
}

/** What is said of something that is not there. */
const withoutNulls = (row) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

/** Words of the command line alone: what it adds up, and what is for people. */
const alone = {
  info: [
    ...["file", "decompressed_size", "packets", "captured_bytes", "original_bytes", "earliest"],
    ...["latest", "duration", "in_time_order", "blocks"],
  ],
  interface: ["interface_id", "resolution"],
  option: ["text"],
  list: ["layer"],
  follow: ["endpoints"],
};

/** Every word of `theirs` is one of `ours` with the same value, but for those that are theirs alone. */
function expectSameWords(theirs, ours, own = [], others = []) {
  for (const [word, value] of Object.entries(theirs)) {
    if (own.includes(word)) continue;
    expect(Object.keys(ours)).toContain(word);
    if (!others.includes(word)) expect([word, value]).toEqual([word, ours[word]]);
  }
}

const summary = { summary: true };

describe.each(captures.map((path) => [path.slice(root.length + 15), path]))("%s", (_, path) => {
  const having = async (use) => {
    const capture = await openCapture(path, summary);
    try {
      await use(capture);
    } finally {
      capture.close();
    }
  };

  test("info", async () => {
    const theirs = JSON.parse(print("info", "--json", path));
    await having((capture) => {
      const ours = inWords(capture);
      expectSameWords(theirs, ours, alone.info, ["sections", "interfaces", "issues"]);
      theirs.sections.forEach((section, i) => {
        expectSameWords(withoutNulls(section), ours.sections[i], [], ["options"]);
        expectSameOptions(section.options, ours.sections[i].options);
      });
      theirs.interfaces.forEach((one, i) => {
        expectSameWords(one, ours.interfaces[i], alone.interface, ["options"]);
        expectSameOptions(one.options, ours.interfaces[i].options);
      });
      theirs.issues.forEach((issue, i) => {
        expectSameWords(issue, ours.issues[i]);
      });
      for (const kind of theirs.blocks ?? []) {
        expect(inWords([...capture.blocks])).toContainEqual(
          expect.objectContaining({ type: kind.type, name: kind.name }),
        );
      }
    });
  });

  // What is not understood is there in hexadecimal, for people.
  function expectSameOptions(theirs = [], ours = []) {
    theirs.forEach((option, i) => {
      expectSameWords(option, ours[i], alone.option, ["bytes", "value"]);
      if (typeof option.value === "number") expect(option.value).toBe(ours[i].value);
    });
  }

  test.each(["conversations", "endpoints"])("%s", async (list) => {
    const theirs = JSON.parse(print(list, "--json", "--sort", "first", path));
    await having((capture) => {
      const layers = ["ethernet", "wlan", "ip", "tcp", "udp", "sctp"];
      const ours = layers.flatMap((layer) =>
        capture[list](layer).map((row) => ({ layer, ...inWords(row) })),
      );
      expect(theirs.map(withoutNulls)).toEqual(ours);
    });
  });

  test("hierarchy", async () => {
    const theirs = JSON.parse(print("hierarchy", "--json", path));
    await having((capture) => {
      expect(theirs).toEqual(inWords(capture.hierarchy()));
    });
  });

  test("print", async () => {
    const theirs = JSON.parse(print("print", "--json", path));
    await having(async (capture) => {
      const rows = inWords(await capture.rows());
      for (const packet of theirs) {
        const i = packet.number - 1;
        const { layers } = inWords(await capture.layers(i));
        expectSameWords(packet, { ...rows[i], layers }, [], ["layers"]);
        expectSameFields(packet.layers, layers);
      }
    });
  });

  function expectSameFields(theirs, ours) {
    theirs.forEach((field, i) => {
      expectSameWords(field, ours[i], [], ["value", "mask", "fields", "offset", "length"]);
      expectSameFields(field.fields ?? [], ours[i].fields);
    });
  }

  test("follow", async () => {
    await having(async (capture) => {
      for (const layer of ["tcp", "udp"]) {
        for (const { stream } of capture.conversations(layer).slice(0, 2)) {
          const theirs = JSON.parse(print("follow", "--json", path, `${layer},${stream}`));
          const pieces = [];
          for await (const piece of capture.follow({ layer, stream })) pieces.push(inWords(piece));
          expectSameWords(theirs, { layer, stream, pieces }, alone.follow, ["pieces"]);
          theirs.pieces.forEach((piece, i) => {
            expectSameWords(piece, pieces[i], "timestamp" in pieces[i] ? [] : ["timestamp"]);
          });
          expect(theirs.pieces.length).toBe(pieces.length);
        }
      }
    });
  });

  test("decapsulate", async () => {
    const theirs = lines(print("decapsulate", path)).map((line) => JSON.parse(line));
    await having(async (capture) => {
      const ours = [];
      for (let i = 0; i < capture.length; i += 1) ours.push(await capture.decapsulate(i));
      expect(theirs).toEqual(ours);
    });
  });

  test("events, letter by letter", async () => {
    const ours = [];
    for await (const event of readEvents(path, { emitFileHeaders: true })) {
      ours.push(JSON.stringify(event));
    }
    expect(lines(print("events", "--file-headers", path))).toEqual(ours);
  });
});

test("objects", () => {
  const [head] = print("objects", captures[0], file("objects")).split("\n");
  // A name for the file is made by objectName().
  const words = ["packet", "stream", "protocol", "host", "target", "type", "size", "name"];
  expect(head.split("\t")).toEqual(words);
});

// TCP streams whose segments come late, early, twice, with other bytes, in parts, or never; that
// begin in the middle, and whose sequence numbers wrap.
import { back, tcp, there } from "../dissect/packets.mjs";

/** Segments of one conversation, each [side, first byte, text, options]. */
function conversation(port, first, ...segments) {
  return segments.map(([side, at, text, more = {}]) => {
    const { ack = 0, flags = "PA" } = more;
    const numbers = { seq: (first + at) >>> 0, ack: (first + ack) >>> 0, flags };
    return side === "c"
      ? there(6, tcp(port, 9, text, numbers))
      : back(6, tcp(9, port, text, numbers));
  });
}

const open = [
  ["c", -1, "", { flags: "S" }],
  ["s", -1, "", { flags: "SA" }],
  ["c", 0, "", { flags: "A" }],
];

/** All parts of a text, some of them overlapping, in an order that only looks random. */
function shuffled(text, size) {
  const parts = [];
  for (let at = 0; at < text.length; at += size) {
    parts.push(["c", at, text.slice(at, at + size + (at % 3))]);
  }
  return parts
    .map((part, i) => [(i * 7919 + 13) % 101, part])
    .sort((a, b) => a[0] - b[0])
    .map(([, part]) => part);
}

export const packets = [
  ...conversation(
    51001,
    1000,
    ...open,
    ["c", 0, "first "],
    ["c", 12, "third "],
    ["c", 6, "second"],
    ["s", 0, "answer", { ack: 18 }],
    ["c", 6, "SECOND"],
    ["c", 15, "IRD and fourth"],
    ["c", 29, "", { flags: "FA", ack: 6 }],
    ["s", 6, "", { flags: "FA", ack: 30 }],
    ["c", 30, "", { flags: "A", ack: 7 }],
  ),
  ...conversation(
    51002,
    0xfffffff0,
    ...open,
    ["c", 0, "numbers wrap"],
    ["c", 20, "after this"],
    ["c", 12, " soon, "],
    ["c", 19, "-"],
    ["s", 0, "so do mine, in the middle of it", { ack: 30 }],
  ),
  ...conversation(
    51003,
    5000,
    ...open,
    ["c", 0, "a part "],
    ["c", 20, "is lost"],
    ["s", 0, "I have it all", { ack: 27 }],
    ["c", 10, "too late"],
    ["s", 13, ", more", { ack: 27 }],
    ["c", 40, "never acknowledged"],
  ),
  ...conversation(
    51004,
    7000,
    ["s", 100, "in the middle"],
    ["c", 200, "of something", { ack: 113 }],
    ["c", 211, "g"],
    ["c", 190, "before it"],
    ["s", 113, ".", { ack: 212 }],
  ),
  ...conversation(51005, 9000, ...open, ["c", 0, "0"], ...shuffled("0123456789".repeat(20), 5)),
];

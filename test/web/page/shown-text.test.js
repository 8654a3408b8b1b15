// Text with controls in it: escaped, each kind of them, and nothing else.
import { describe, expect, test } from "@jest/globals";
import { bundled } from "./bundled.js";

const { shown, shownLines } = await bundled("text/shown-text.ts");

const ranges = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2069],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0xe0000, 0xe007f],
];
const isControl = (point) => ranges.some(([first, last]) => point >= first && point <= last);

describe("shown()", () => {
  test("escapes the controls and leaves everything else, of all of Unicode", () => {
    const wrong = [];
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const text = String.fromCodePoint(point);
      if ((shown(text) !== text) !== isControl(point)) wrong.push(point);
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    ["\x1b[31m", "\\x1b[31m"],
    ["a\nb\tc\r", "a\\x0ab\\x09c\\x0d"],
    ["\x7f", "\\x7f"],
    ["\u009b31m", "\\u009b31m"],
    ["evil\u202etxt.exe", "evil\\u202etxt.exe"],
    ["\ud800 \ud83d\ude00", "\\ud800 \ud83d\ude00"],
    ["\u{e0041}", "\\u{e0041}"],
    ["Grüße \\x1b", "Grüße \\x1b"],
  ])("of %j is %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
    expect(shown(shown(text))).toBe(expected);
  });

  test("of several lines keeps them apart", () => {
    expect(shownLines("a\n\tb\r\u2067\n")).toBe("a\n\tb\\x0d\\u2067\n");
  });
});

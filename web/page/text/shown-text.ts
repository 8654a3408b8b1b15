// Text that somebody else wrote, as the page shows it: nothing in it turns the direction of writing
// round, moves anything, or hides. The same table and style as in cpp/base/shown_text.cpp.

// THE TABLE of controls, in ascending order.
const controls: readonly (readonly [first: number, last: number])[] = [
  [0x00, 0x1f], // C0
  [0x7f, 0x9f], // DEL, C1
  [0x061c, 0x061c], // Arabic letter mark
  [0x200b, 0x200f], // zero-width space and joiners, marks of direction
  [0x202a, 0x202e], // embedding and override of directions
  [0x2060, 0x2069], // word joiner, invisible operators, isolates
  [0xd800, 0xdfff], // surrogates that belong to no pair
  [0xfeff, 0xfeff], // zero-width no-break space, the byte-order mark
  [0xfff9, 0xfffb], // interlinear annotation
  [0xe0000, 0xe007f], // tags
];

const escaped = new RegExp(`[${controls.map(rangeOf).join("")}]`, "gu");

/** A text with its controls escaped: `\x1b`, `\u202e`, `\u{e0041}`. */
export function shown(text: string): string {
  return text.replace(escaped, escapeOf);
}

/** The same of a text that has several lines: line feeds and tabs stay. */
export function shownLines(text: string): string {
  return text.replace(escaped, (found) => (/[\n\t]/.test(found) ? found : escapeOf(found)));
}

function escapeOf(found: string): string {
  const point = found.codePointAt(0) ?? 0;
  const digits = point.toString(16);
  if (point < 0x80) return `\\x${digits.padStart(2, "0")}`;
  return point > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}

function rangeOf([first, last]: readonly [number, number]): string {
  return `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
}

// What is looked for in packets, as the display filter that finds it. No DOM.

import { filterOfBytes, quoted } from "../filter/filter-text.js";

/** What can be looked for: THE TABLE. To add one: a line, and its filter in filterOf(). */
export const findKinds = [
  { name: "filter", label: "Display filter", hint: "tcp.flags.reset == 1" },
  { name: "info", label: "Text in Info", hint: "GET /index" },
  { name: "details", label: "Text in details", hint: "Time to Live: 64" },
  { name: "bytes", label: "Text in bytes", hint: "User-Agent" },
  { name: "hex", label: "Hex bytes", hint: "47 45 54 20" },
  { name: "info-regex", label: "Regex in Info", hint: "GET .*\\.html" },
  { name: "bytes-regex", label: "Regex in bytes", hint: "Host: .*\\.org" },
] as const;

export type FindKind = (typeof findKinds)[number]["name"];

/** What is looked for. */
export interface FindQuery {
  readonly kind: FindKind;
  readonly text: string;
  /** Whether case matters, of texts and regular expressions. */
  readonly matchCase: boolean;
}

export const NO_QUERY: FindQuery = { kind: "info", text: "", matchCase: false };

/** Whether upper and lower case can be told apart in it. */
export function hasCase({ kind }: FindQuery): boolean {
  return kind !== "filter" && kind !== "hex";
}

/** How a query is answered: by a filter, by the texts of the details, or not, because it is wrong. */
export type FindPlan =
  | { readonly kind: "filter"; readonly filter: string }
  | { readonly kind: "details"; readonly text: string; readonly matchCase: boolean }
  | { readonly kind: "wrong"; readonly message: string };

/** How to find it; undefined where nothing is looked for. */
export function planOf({ kind, text, matchCase }: FindQuery): FindPlan | undefined {
  if (kind === "filter" || kind === "hex" ? text.trim() === "" : text === "") return undefined;
  if (kind === "details") return { kind, text, matchCase };
  if (kind !== "hex") return { kind: "filter", filter: filterOf(kind, text, matchCase) };
  const bytes = bytesOf(text);
  return bytes
    ? { kind: "filter", filter: `frame contains ${filterOfBytes(bytes)}` }
    : { kind: "wrong", message: "Two hex digits for each byte: 47 45 54 or 47:45:54." };
}

type Filtered = Exclude<FindKind, "details" | "hex">;

function filterOf(kind: Filtered, text: string, matchCase: boolean): string {
  switch (kind) {
    case "filter":
      return text.trim();
    case "info":
      return matchCase
        ? `_ws.col.info contains ${quoted(text)}`
        : `lower(_ws.col.info) contains ${quoted(lowered(text))}`;
    case "bytes":
      // Bytes are no text that could be made lower case.
      return matchCase || lowered(text) === raised(text)
        ? `frame contains ${quoted(text)}`
        : `frame matches ${quoted(escaped(text))}`;
    case "info-regex":
      return `_ws.col.info matches ${pattern(text, matchCase)}`;
    case "bytes-regex":
      return `frame matches ${pattern(text, matchCase)}`;
  }
}

/** Case does not matter to `matches`, unless the pattern says so. */
function pattern(text: string, matchCase: boolean): string {
  return quoted(matchCase ? `(?-i)${text}` : text);
}

// As the filter's functions do: ASCII alone.
function lowered(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function raised(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** A pattern that matches the text alone. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Bytes written as pairs of digits, with or without separators; undefined for anything else. */
function bytesOf(text: string): Uint8Array | undefined {
  const digits = text.replace(/0x|[\s:,.-]/gi, "");
  if (digits === "" || digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

// What is said of a display filter's text.

/** Something that is wrong in a filter, or old. */
export interface FilterMessage {
  /** A sentence for people. */
  readonly message: string;
  /** Where the word begins that it is about, in UTF-16 units of the text, as `slice()` counts. */
  readonly column: number;
  /** Units of that word; 0 where it is about the end of the text. */
  readonly length: number;
  /** What the word may have meant. */
  readonly suggestion?: string;
}

/** What is said of a filter's text. */
export interface FilterReport {
  /** Why it is no filter; absent where it is one. */
  readonly error?: FilterMessage;
  /** What Wireshark no longer takes, but is clear. */
  readonly warnings: readonly FilterMessage[];
}

/** Something that may stand at the cursor in a filter. */
export interface FilterCompletion {
  /** What is put in the place of the units [from, to) of the text. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** What it is. */
  readonly kind: "field" | "value" | "operator" | "function";
  /** What it means, for people. */
  readonly title: string;
  /** The type of a field. */
  readonly type?: string;
}

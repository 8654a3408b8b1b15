// The module regex (cpp/wasm/regex_bindings.cpp) as TypeScript sees it.
import type { CoreMemory } from "./core.js";

/** One instance of it. */
export interface RegexModule extends CoreMemory {
  readonly Patterns: new () => CorePatterns;
}

/** The class Patterns of regex_bindings.cpp. */
export interface CorePatterns {
  /** Address of memory for a pattern or a subject; 0 when there is none. May grow memory. */
  buffer(size: number): number;
  /** Compiles the pattern in the buffer: its id, or -1 where `text` is what is wrong with it. */
  compile(size: number): number;
  /** Whether the subject in the buffer matches: 0 no, 1 yes, 2 it takes more than is allowed. */
  match(pattern: number, size: number): number;
  /** Address of a text. */
  text(): number;
  /** Its bytes. */
  textSize(): number;
  /** Frees it. */
  delete(): void;
}

/** Gives instances of it, each for one filter. */
export type LoadRegex = () => Promise<RegexModule>;

// The filters that were applied on this machine, by language, the last one first.
import type { Filter, FilterLanguage } from "../capture/address.js";

const keys = { display: "packetglass.filters", bpf: "packetglass.captureFilters" } as const;
const most = 20;

/** Those that are remembered of a language. */
export function readHistory(language: FilterLanguage): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keys[language]) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return []; // A browser that blocks storage throws on every access to it.
  }
}

/** Remembers one more, which has a text. */
export function rememberFilter({ language, text }: Filter): void {
  const others = readHistory(language).filter((each) => each !== text);
  try {
    localStorage.setItem(keys[language], JSON.stringify([text, ...others].slice(0, most)));
  } catch {
    // See above.
  }
}

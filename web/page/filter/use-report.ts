// What is said of a filter while it is typed.

import type { FilterReport } from "packetglass";
import { checkFilter } from "packetglass/worker";
import { useAnswered } from "../capture/use-answer.js";

/** What the core says of a text. */
export interface Reported extends FilterReport {
  readonly text: string;
}

/** What the core says of the text; what it said of the one before stays until it has answered. */
export function useReport(text: string): Reported | undefined {
  const isEmpty = text.trim() === "";
  const ask = async () => ({ text, ...(await checkFilter(text)) });
  const { value } = useAnswered(() => (isEmpty ? undefined : ask()), [text]);
  return isEmpty ? undefined : value;
}

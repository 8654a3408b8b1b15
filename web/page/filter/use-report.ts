// What is said of a filter while it is typed.

import type { FilterReport } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import type { Filter } from "../capture/address.js";
import { useAnswered } from "../capture/use-answer.js";
import { check } from "./check.js";

/** What is said of a filter. */
export interface Reported extends FilterReport {
  readonly of: Filter;
}

/** What is said of a filter; what was said of the text before stays until the answer is there. */
export function useReport(filter: Filter, capture: RemoteCapture): Reported | undefined {
  const isEmpty = filter.text.trim() === "";
  const ask = async () => ({ of: filter, ...(await check(filter, capture)) });
  const { value } = useAnswered(() => (isEmpty ? undefined : ask()), [filter, capture]);
  return isEmpty || value?.of.language !== filter.language ? undefined : value;
}

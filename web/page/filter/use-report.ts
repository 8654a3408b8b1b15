// What is said of a filter while it is typed.

import type { FilterReport } from "packetglass";
import { checkFilter } from "packetglass/worker";
import { useEffect, useState } from "preact/hooks";

/** What the core says of the text; what it said before stays until it has answered. */
export function useReport(text: string): FilterReport | undefined {
  const [report, setReport] = useState<FilterReport>();
  useEffect(() => {
    let isCurrent = true;
    const show = (next: FilterReport | undefined) => {
      if (isCurrent) setReport(next);
    };
    if (text.trim() === "") show(undefined);
    else checkFilter(text).then(show, () => show(undefined));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return report;
}

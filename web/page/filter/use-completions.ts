// What may stand at the cursor while a filter is typed.

import type { FilterCompletion } from "packetglass";
import { completeFilter } from "packetglass/worker";
import { useEffect, useState } from "preact/hooks";

/** A text and where the cursor is in it; undefined while nothing is to be proposed. */
export type Typed = { readonly text: string; readonly cursor: number } | undefined;

// More are not looked through: another letter makes them fewer.
const most = 12;

export function useCompletions(typed: Typed): readonly FilterCompletion[] {
  const [found, setFound] = useState<readonly FilterCompletion[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const show = (next: readonly FilterCompletion[]) => {
      if (isCurrent) setFound(next.slice(0, most));
    };
    if (typed === undefined || typed.text === "") show([]);
    else completeFilter(typed.text, typed.cursor).then(show, () => show([]));
    return () => {
      isCurrent = false;
    };
  }, [typed]);
  return found;
}

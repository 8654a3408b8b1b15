// What may stand at the cursor while a filter is typed.

import type { FilterCompletion } from "packetglass";
import { completeFilter } from "packetglass/worker";
import { useAnswered } from "../capture/use-answer.js";

/** A text and where the cursor is in it; undefined while nothing is to be proposed. */
export type Typed = { readonly text: string; readonly cursor: number } | undefined;

// More are not looked through: another letter makes them fewer.
const most = 12;

export interface Completions {
  readonly shown: readonly FilterCompletion[];
  /** Whether they are for what is typed now: others only stay in sight, and are not to be taken. */
  readonly isCurrent: boolean;
}

export function useCompletions(typed: Typed): Completions {
  const ask = () => (typed?.text ? completeFilter(typed.text, typed.cursor) : undefined);
  const { value = [], isCurrent } = useAnswered(ask, [typed]);
  return { shown: typed?.text ? value.slice(0, most) : [], isCurrent };
}

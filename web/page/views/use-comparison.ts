// A comparison as its view needs it: begun when it is asked for, stopped when nobody looks.

import type { RemoteCapture } from "packetglass/worker";
import { useEffect, useRef, useState } from "preact/hooks";
import {
  type ComparisonQuestion,
  type ComparisonState,
  followComparison,
  lastComparison,
} from "../capture/comparison.js";
import type { Choice } from "../capture/obtain-source.js";

/** What was found so far; and the function that asks, in the place of what was asked before. */
export function useComparison(capture: RemoteCapture, choice: Choice) {
  const [state, setState] = useState<ComparisonState | undefined>(() => lastComparison(capture));
  const stop = useRef(new AbortController());
  const ask = (question: ComparisonQuestion) => {
    stop.current.abort();
    stop.current = new AbortController();
    void followComparison(capture, choice, question, stop.current.signal, setState);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a view is of one capture.
  useEffect(() => {
    // One that was stopped when the view was left begins again.
    const left = lastComparison(capture);
    if (left && !left.comparison?.isDone && !left.failure) ask(left.question);
    return () => stop.current.abort();
  }, []);
  return [state, ask] as const;
}

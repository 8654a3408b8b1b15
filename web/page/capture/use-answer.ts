// Something asked of the worker, as a view needs it: the answer, or why there is none.

import type { RemoteCapture } from "packetglass/worker";
import { useEffect, useState } from "preact/hooks";
import { type Failure, failureOf } from "./capture-failure.js";

export interface Answered<Value> {
  readonly value?: Value;
  readonly failure?: Failure;
}

/**
 * Asks again whenever the capture or `about` changes, and when the capture grows no more. What was answered before stays until the new
 * answer is there; answers that come after a later question are dropped.
 */
export function useAnswer<Value>(
  ask: () => Promise<Value> | undefined,
  capture: RemoteCapture,
  about?: unknown,
): Answered<Value> {
  const [answered, setAnswered] = useState<Answered<Value>>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `ask` alone is no new question.
  useEffect(() => {
    let isCurrent = true;
    const show = (next: Answered<Value>) => {
      if (isCurrent) setAnswered(next);
    };
    ask()?.then(
      (value) => show({ value }),
      (reason: unknown) => show({ failure: failureOf(reason) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [capture, capture.growing, about]);
  return answered;
}

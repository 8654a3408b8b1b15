// Something asked of the worker, as a view needs it: the answer, or why there is none.

import type { RemoteCapture } from "packetglass/worker";
import { useEffect, useState } from "preact/hooks";
import { type Failure, failureOf } from "./capture-failure.js";
import { haveSame } from "./have-same.js";

export interface Answered<Value> {
  readonly value?: Value;
  readonly failure?: Failure;
  /** False while the answer is to an earlier question, or there is none. */
  readonly isCurrent: boolean;
}

interface Answer<Value> {
  readonly value?: Value;
  readonly failure?: Failure;
  /** What was asked about. */
  readonly about?: readonly unknown[];
}

const NO_ANSWER = {};

/**
 * Asks again whenever something in `about` changes. What was answered before stays until the new
 * answer is there, and is not current; answers that come after a later question are dropped. There is
 * no answer where `ask` asks nothing.
 */
export function useAnswered<Value>(
  ask: () => Promise<Value> | undefined,
  about: readonly unknown[],
): Answered<Value> {
  const [answer, setAnswer] = useState<Answer<Value>>(NO_ANSWER);
  useEffect(() => {
    let isWanted = true;
    const show = (next: Answer<Value>) => {
      if (isWanted) setAnswer(next);
    };
    const asked = ask();
    if (asked === undefined) show(NO_ANSWER);
    asked?.then(
      (value) => show({ value, about }),
      (reason: unknown) => show({ failure: failureOf(reason), about }),
    );
    return () => {
      isWanted = false;
    };
    // biome-ignore lint/correctness/useExhaustiveDependencies: a new `ask` alone is no new question.
  }, about);
  const { about: answered, ...rest } = answer;
  return { ...rest, isCurrent: answered !== undefined && haveSame(answered, about) };
}

/** Asks a capture again whenever it or `about` changes, and when it grows no more. */
export function useAnswer<Value>(
  ask: () => Promise<Value> | undefined,
  capture: RemoteCapture,
  about?: unknown,
): Answered<Value> {
  return useAnswered(ask, [capture, capture.growing, about]);
}

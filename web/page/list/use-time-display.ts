// How the times of a capture are shown: the style is of all captures, the reference of one.

import type { RemoteCapture } from "packetglass/worker";
import { useMemo, useReducer, useState } from "preact/hooks";
import { mostDigitsOf, type TimeDisplay, type TimeReference } from "./packet-time.js";
import { chooseTimeStyle, currentTimeStyle, type TimeStyle } from "./time-style.js";

export interface TimeChoice {
  readonly display: TimeDisplay;
  readonly choose: (style: TimeStyle) => void;
  /** Shows times since a packet; with undefined as they were shown before. */
  readonly setReference: (reference: TimeReference | undefined) => void;
}

export function useTimeDisplay({ firstTimestamp, interfaces }: RemoteCapture): TimeChoice {
  const [, render] = useReducer((renders: number) => renders + 1, 0);
  const [reference, setReference] = useState<TimeReference>();
  const [before, setBefore] = useState<TimeStyle>("utc");
  // A capture that is shown again renders, and has what was chosen in another.
  const style = currentTimeStyle();
  const mostDigits = useMemo(() => mostDigitsOf(interfaces), [interfaces]);
  const choose = (next: TimeStyle) => {
    chooseTimeStyle(next);
    render(0);
  };
  return {
    display: { style, first: firstTimestamp ?? 0n, reference, interfaces, mostDigits },
    choose,
    setReference: (next) => {
      setReference(next);
      if (next && style !== "reference") setBefore(style);
      if (next) choose("reference");
      else if (style === "reference") choose(before);
    },
  };
}

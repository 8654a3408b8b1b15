// The marks of a capture, for as long as it is open.

import type { RemoteListing } from "packetglass/worker";
import { useState } from "preact/hooks";
import { type Marks, marksFrom, NO_MARKS, toggled } from "./marks.js";

export interface MarkActions {
  /** Marks a packet, by its index, or takes its mark away. */
  readonly toggleMark: (index: number) => void;
  /** Selects the next marked packet that is shown (1), or the one before (-1). */
  readonly goToMark: (step: 1 | -1) => void;
  readonly clearMarks: () => void;
}

export interface Marking extends MarkActions {
  readonly marks: Marks;
}

export function useMarks(
  listing: RemoteListing,
  selected: number | undefined,
  onGo: (index: number) => void,
): Marking {
  const [marks, setMarks] = useState(NO_MARKS);
  const goToMark = async (step: 1 | -1) => {
    for (const index of marksFrom(marks, selected, step)) {
      if (await listing.has(index)) return onGo(index);
    }
  };
  return {
    marks,
    toggleMark: (index) => setMarks((now) => toggled(now, index)),
    goToMark: (step) => void goToMark(step).catch(() => {}), // the filter may be another by now
    clearMarks: () => setMarks(NO_MARKS),
  };
}

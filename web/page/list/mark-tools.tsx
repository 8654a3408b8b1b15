// How many packets are marked, and what leads from one to the next.

import { CloseButton } from "../parts/close-button.js";
import { BackIcon, FlagIcon, ForwardIcon } from "../parts/icons.js";
import { formatCount } from "../text/format-number.js";
import type { Marks } from "./marks.js";
import type { MarkActions } from "./use-marks.js";

export interface MarkToolsProps {
  readonly marks: Marks;
  readonly actions: MarkActions;
}

/** Nothing where no packet is marked. */
export function MarkTools({ marks, actions: { goToMark, clearMarks } }: MarkToolsProps) {
  if (marks.size === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is in it is no form.
    <div class="mark-tools" role="group" aria-label="Marks">
      <span class="mark-count" role="status">
        <FlagIcon /> {formatCount(marks.size)} marked
      </span>
      <button
        type="button"
        class="button button-small button-tiny"
        aria-label="Previous mark"
        title="Previous mark (B or Ctrl+Shift+B in the list)"
        onClick={() => goToMark(-1)}
      >
        <BackIcon />
      </button>
      <button
        type="button"
        class="button button-small button-tiny"
        aria-label="Next mark"
        title="Next mark (N or Ctrl+Shift+N in the list)"
        onClick={() => goToMark(1)}
      >
        <ForwardIcon />
      </button>
      <CloseButton name="all marks" verb="Clear" onClose={clearMarks} />
    </div>
  );
}

// Lists of any length, of which some at a time are put into the page: more make it sluggish.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

const step = 200;

export interface StepsProps {
  /** How many there are to show. */
  readonly length: number;
  /** Shows the first `shown` of them. */
  readonly children: (shown: number) => ComponentChildren;
}

export function Steps({ length, children }: StepsProps) {
  const [limit, setLimit] = useState(step);
  return (
    <>
      {children(Math.min(limit, length))}
      {limit < length && (
        <button type="button" class="button" onClick={() => setLimit(limit + step)}>
          Show more
        </button>
      )}
    </>
  );
}

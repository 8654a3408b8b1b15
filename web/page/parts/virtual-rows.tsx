// The rows of a list that are in sight, whatever the length of the list.
import type { ComponentChildren } from "preact";
import type { VirtualScroll } from "./use-virtual-scroll.js";

export interface VirtualRowsProps {
  readonly scroll: VirtualScroll;
  readonly class?: string;
  /** Focusable by keyboard, under this name, when there is one. */
  readonly label?: string;
  readonly role?: "rowgroup" | "group";
  /** What a row shows; `slot` counts the rows in sight and is the key of the element. */
  readonly renderRow: (index: number, slot: number) => ComponentChildren;
}

/**
 * A layer that sticks to the viewport carries one element per visible row. Scrolling changes what
 * the elements show and shifts all of them by a fraction of a row: none is made, none is moved.
 */
export function VirtualRows({ scroll, label, role, renderRow, ...rest }: VirtualRowsProps) {
  const { scroller, onScroll, extent, spacer, topRow } = scroll;
  const first = Math.floor(topRow);
  const shift = (first - topRow) * extent.rowHeight;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: it has the name with the role only.
    <div
      class={`rows ${rest.class ?? ""}`}
      ref={scroller}
      onScroll={onScroll}
      tabIndex={label ? 0 : -1}
      role={label ? "region" : undefined}
      aria-label={label}
    >
      <div class="rows-spacer" style={{ height: `${spacer}px` }}>
        <div class="rows-layer" style={{ height: `${extent.viewport}px` }}>
          <div class="rows-window" role={role} style={{ transform: `translateY(${shift}px)` }}>
            {visibleRows(scroll).map(renderRow)}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The rows that are at least partly in sight. */
export function visibleRows({ extent, topRow }: VirtualScroll): number[] {
  const first = Math.floor(topRow);
  const end = Math.ceil(topRow + extent.viewport / extent.rowHeight);
  const count = Math.max(0, Math.min(end, extent.rowCount) - first);
  return Array.from({ length: count }, (_, at) => first + at);
}

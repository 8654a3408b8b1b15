// Joins the arithmetic of virtual-scroll.ts to an element that scrolls.
import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import {
  clampTopRow,
  type Extent,
  type Position,
  scrollTopAt,
  spacerHeight,
  topRowAfter,
  topRowShowing,
} from "./virtual-scroll.js";

/** Milliseconds without a scroll event after which scrolling is taken to rest. */
const restAfter = 150;

export interface VirtualScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly extent: Extent;
  readonly spacer: number;
  /** The row at the upper edge, with a fraction. */
  readonly topRow: number;
  /** Rows that fit as a whole, at least one. */
  readonly rowsPerPage: number;
  /** Scrolls until the row is seen whole. */
  readonly show: (row: number) => void;
}

/**
 * Scrolling of `rowCount` rows of `rowHeight` CSS pixels in the element given to `scroller`. It begins at
 * `start`, which is kept up to date.
 */
export function useVirtualScroll(
  rowCount: number,
  rowHeight: number,
  start?: RefObject<Position>,
): VirtualScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const viewport = useHeight(scroller);
  const extent = { rowCount, rowHeight, viewport };
  const spacer = spacerHeight(extent);
  const { topRow, onScroll, goTo } = useTopRow(scroller, extent, start);
  const show = (row: number) => goTo((from) => topRowShowing(extent, from, row));
  const rowsPerPage = Math.max(1, Math.floor(viewport / rowHeight));
  return { scroller, onScroll, extent, spacer, topRow, rowsPerPage, show };
}

function useTopRow(
  scroller: RefObject<HTMLDivElement | null>,
  extent: Extent,
  start?: RefObject<Position>,
) {
  const own = useRef<Position>({ topRow: 0, scrollTop: 0 });
  const position = start ?? own;
  const [topRow, setTopRow] = useState(position.current.topRow);

  const moveTo = (next: number) => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    position.current = { topRow: next, scrollTop };
    setTopRow(next);
  };
  // The scroll bar is put where it stands for the row at the top; the event that follows finds
  // the position already known and moves nothing.
  const settle = () => {
    const element = scroller.current;
    if (!element) return;
    const wanted = scrollTopAt(extent, position.current.topRow);
    if (Math.abs(element.scrollTop - wanted) >= 1) element.scrollTop = wanted;
    position.current = { ...position.current, scrollTop: element.scrollTop };
  };
  const settleAtRest = useDelayed(settle, restAfter);
  const onScroll = () => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    if (scrollTop === position.current.scrollTop) return;
    moveTo(topRowAfter(extent, position.current, scrollTop));
    settleAtRest();
  };
  const goTo = (next: (from: number) => number) => {
    moveTo(next(position.current.topRow));
    settle();
  };

  const { rowCount, viewport } = extent;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a changed extent moves the rows.
  useLayoutEffect(() => goTo((from) => clampTopRow(extent, from)), [rowCount, viewport]);
  return { topRow, onScroll, goTo };
}

/** Height of the inside of an element, kept up to date. */
function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const measure = () => setHeight(target.clientHeight);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return height;
}

/** Calls the latest `act` once it has not been asked for during `delay` milliseconds. */
function useDelayed(act: () => void, delay: number): () => void {
  const latest = useRef(act);
  latest.current = act;
  const timer = useRef<number>(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => latest.current(), delay);
  }, [delay]);
}

// Scrolling through more rows than an element can be tall: pure arithmetic, no DOM.
//
// The spacer that gives the scroll bar its length is capped, so a pixel of it may stand for many
// rows. What is at the top is therefore kept as a row number of its own (`topRow`, with a fraction);
// the scroll position only says how far to move it.

/**
 * Height of the tallest spacer, in CSS pixels. Chromium lays out in 1/64 of a device pixel held in
 * 32 bits (33.5 million device pixels: enough for this at a pixel ratio times zoom of 8), Firefox
 * collapses elements beyond 17.9 million, and scroll positions are floats that get coarse above.
 */
export const tallestSpacer = 4_000_000;

/**
 * Near both ends a pixel of the scroll bar is a pixel of rows, for this many pixels: so that small
 * movements there never meet the end of the scroll bar before they meet the end of the rows.
 */
export const edgeZone = 100_000;

/** What is scrolled: heights are in CSS pixels. */
export interface Extent {
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly viewport: number;
}

/** Where it stands: the row at the top edge, and the scroll position that this was derived from. */
export interface Position {
  readonly topRow: number;
  readonly scrollTop: number;
}

/** Height of the element that gives the scroll bar its length. */
export function spacerHeight({ rowCount, rowHeight }: Extent): number {
  return Math.min(rowCount * rowHeight, tallestSpacer);
}

/** The largest `topRow`: with it the last row ends at the lower edge. */
export function lastTopRow({ rowCount, rowHeight, viewport }: Extent): number {
  return Math.max(0, rowCount - viewport / rowHeight);
}

/** The row at the top edge when the scroll bar alone decides. */
export function topRowAt(extent: Extent, scrollTop: number): number {
  const { edge, scrolls, travels, stretch } = scaleOf(extent);
  if (scrollTop >= scrolls - edge) return (travels - (scrolls - scrollTop)) / extent.rowHeight;
  if (scrollTop <= edge) return scrollTop / extent.rowHeight;
  return (edge + (scrollTop - edge) * stretch) / extent.rowHeight;
}

/** The scroll position that stands for `topRow`: the inverse of `topRowAt`. */
export function scrollTopAt(extent: Extent, topRow: number): number {
  const { edge, scrolls, travels, stretch } = scaleOf(extent);
  const travelled = topRow * extent.rowHeight;
  if (travelled >= travels - edge) return scrolls - (travels - travelled);
  if (travelled <= edge) return travelled;
  return edge + (travelled - edge) / stretch;
}

/**
 * The row at the top edge after the scroll position became `scrollTop`: a small movement (wheel,
 * touch, arrow) moves the rows by exactly as many pixels, a jump (the scroll bar dragged) goes to
 * the position the scroll bar shows, and the ends of the scroll bar are the ends of the rows.
 */
export function topRowAfter(extent: Extent, from: Position, scrollTop: number): number {
  const { scrolls } = scaleOf(extent);
  if (scrollTop <= 0) return 0;
  if (scrollTop > scrolls - 1) return lastTopRow(extent);
  const moved = scrollTop - from.scrollTop;
  const topRow = isJump(extent, moved)
    ? topRowAt(extent, scrollTop)
    : from.topRow + moved / extent.rowHeight;
  return clampTopRow(extent, topRow);
}

/**
 * The `topRow` at which `row` is seen whole: the nearest to the given one, or with the row in the
 * middle when it is more than a viewport away.
 */
export function topRowShowing(extent: Extent, topRow: number, row: number): number {
  const fits = extent.viewport / extent.rowHeight;
  const nearest = Math.min(Math.max(topRow, row + 1 - fits), row);
  const isFar = Math.abs(nearest - topRow) > fits;
  return clampTopRow(extent, isFar ? row + 0.5 - fits / 2 : nearest);
}

/** `topRow` kept between the first and the last possible. */
export function clampTopRow(extent: Extent, topRow: number): number {
  return Math.min(Math.max(topRow, 0), lastTopRow(extent));
}

// One pixel of a dragged thumb is scrolls / viewport pixels of the scroll position or more; a fast
// wheel stays far below that. A quarter leaves room for pointers finer than a CSS pixel.
function isJump(extent: Extent, moved: number): boolean {
  const thumbStep = scaleOf(extent).scrolls / extent.viewport;
  return Math.abs(moved) >= Math.max(extent.viewport, thumbStep / 4);
}

/** `scrolls` pixels of the scroll bar stand for `travels` pixels of rows. */
function scaleOf(extent: Extent) {
  const scrolls = Math.max(0, spacerHeight(extent) - extent.viewport);
  const travels = lastTopRow(extent) * extent.rowHeight;
  const edge = Math.min(edgeZone, scrolls / 2);
  const stretch = scrolls > 2 * edge ? (travels - 2 * edge) / (scrolls - 2 * edge) : 1;
  return { edge, scrolls, travels, stretch };
}

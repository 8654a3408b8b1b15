// The cursor of an I/O graph, which keys move, and the range that it selects. No DOM.

/** Indices of intervals that have packets. */
export interface GraphCursor {
  readonly at: number;
  /** Where the range begins that ends at the cursor; undefined: there is none. */
  readonly anchor?: number | undefined;
}

/** Where a key leads among `count` intervals; undefined where it does nothing. */
export function moved(
  cursor: GraphCursor | undefined,
  { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">,
  count: number,
): GraphCursor | undefined {
  const page = Math.max(1, Math.round(count / 10));
  const now = cursor?.at ?? -1;
  const targets: Record<string, number> = {
    ArrowRight: now + 1,
    ArrowLeft: now - 1,
    PageUp: now + page,
    PageDown: now - page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  if (target === undefined || count === 0) return undefined;
  const at = Math.min(Math.max(target, 0), count - 1);
  return shiftKey ? { at, anchor: cursor?.anchor ?? cursor?.at ?? at } : { at };
}

/** First and last interval that are selected; undefined: none. */
export function rangeOf(cursor: GraphCursor | undefined): readonly [number, number] | undefined {
  if (cursor?.anchor === undefined) return undefined;
  const { at, anchor } = cursor;
  return [Math.min(at, anchor), Math.max(at, anchor)];
}

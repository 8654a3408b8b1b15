// The rows of a long list near those in sight.
import { useEffect, useMemo, useReducer, useState } from "preact/hooks";
import { type Failure, failureOf } from "./capture-failure.js";
import { RowCache } from "./row-cache.js";

/** Rows fetched beyond those in sight, so that scrolling at leisure never shows an empty row. */
const rowsAhead = 128;

export interface Rows<Row> {
  /** The row; undefined until it has arrived. */
  readonly row: (index: number) => Row | undefined;
  readonly failure?: Failure;
}

/**
 * Fetches the rows near the `visible` ones of a list of `length`; the component renders again when
 * some have arrived. Another `list` is another list; a new `fetch` alone is not.
 */
export function useRows<Row>(
  list: unknown,
  length: number,
  fetch: (from: number, to: number) => Promise<readonly Row[]>,
  visible: readonly number[],
): Rows<Row> {
  const [, onRows] = useReducer((arrivals: number) => arrivals + 1, 0);
  const [failed, setFailed] = useState<{ list: unknown; failure: Failure }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list says when it is another.
  const rows = useMemo(() => {
    const onFailure = (reason: unknown) => setFailed({ list, failure: failureOf(reason) });
    return new RowCache<Row>({ length, fetch, onRows: () => onRows(0), onFailure });
  }, [list]);
  rows.grow(length);
  const first = visible[0] ?? 0;
  useEffect(() => rows.want(first - rowsAhead, first + visible.length + rowsAhead));
  const failure = failed && failed.list === list ? failed.failure : undefined;
  return { row: (index) => rows.row(index), failure };
}

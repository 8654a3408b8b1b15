// In which row of the list the selected packet is.

import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Selection } from "./selection.js";

export interface SelectedRow {
  /** The row of the selected packet, or of the next one in the list; undefined where none is selected. */
  readonly row: number | undefined;
  /** The same, ahead of `row` while keys are pressed quickly. */
  readonly latest: () => number | undefined;
  /** Selects the packet in a row. */
  readonly go: (row: number, onSelect: (index: number) => void) => void;
}

/** A row of one of the lists that are shown one after the other. */
interface Found {
  readonly listing: RemoteListing;
  readonly row: number | undefined;
}

export function useSelectedRow(
  capture: RemoteCapture,
  listing: RemoteListing,
  selection: Selection | undefined,
): SelectedRow {
  const isAll = listing === capture.all;
  const [found, setFound] = useState<Found>();
  const latest = useRef<Found | undefined>(undefined);
  // The row whose packet was asked for last, until that is known.
  const asked = useRef<Found | undefined>(undefined);
  const rowIn = (of: Found | undefined) =>
    isAll ? selection?.index : of?.listing === listing ? of.row : undefined;
  // A packet that the filter has not come to yet is found when it has come to its end.
  const { growing } = listing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    if (isAll || selection === undefined) return;
    let isCurrent = true;
    const show = (at: number) => {
      if (!isCurrent) return;
      const next = { listing, row: at < listing.length ? at : undefined };
      // Keys that were pressed meanwhile are ahead.
      if (asked.current === undefined) latest.current = next;
      setFound(next);
    };
    listing.rowOf(selection.index).then(show, () => {});
    return () => {
      isCurrent = false;
    };
  }, [listing, selection, isAll, growing]);
  const go = (row: number, onSelect: (index: number) => void) => {
    if (isAll) return onSelect(row);
    const wanted = { listing, row };
    latest.current = wanted;
    asked.current = wanted;
    const take = (index?: number) => {
      if (asked.current !== wanted) return;
      asked.current = undefined;
      if (index !== undefined) onSelect(index);
    };
    listing.packetOf(row).then(take, () => take());
  };
  return { row: rowIn(found), latest: () => rowIn(latest.current), go };
}

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

export function useSelectedRow(
  capture: RemoteCapture,
  listing: RemoteListing,
  selection: Selection | undefined,
): SelectedRow {
  const isAll = listing === capture.all;
  const [found, setFound] = useState<number>();
  const latest = useRef<number | undefined>(undefined);
  const row = isAll ? selection?.index : found;
  useEffect(() => {
    latest.current = isAll ? selection?.index : latest.current;
    if (isAll || selection === undefined) return;
    let isCurrent = true;
    const show = (at: number) => {
      if (!isCurrent) return;
      latest.current = at < listing.length ? at : undefined;
      setFound(latest.current);
    };
    listing.rowOf(selection.index).then(show, () => {});
    return () => {
      isCurrent = false;
    };
  }, [listing, selection, isAll]);
  const go = (at: number, onSelect: (index: number) => void) => {
    latest.current = at;
    if (isAll) return onSelect(at);
    listing.packetOf(at).then(
      (index) => latest.current === at && onSelect(index),
      () => {},
    );
  };
  return { row, latest: () => (isAll ? selection?.index : latest.current), go };
}

// The list of all packets, of which only the rows in sight exist.

import type { Row } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";
import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useRows } from "../capture/use-rows.js";
import { FailureText } from "../parts/failure-view.js";
import { useVirtualScroll, type VirtualScroll } from "../parts/use-virtual-scroll.js";
import { VirtualRows, visibleRows } from "../parts/virtual-rows.js";
import { formatSeconds, formatUtc, type TimeStyle } from "../text/format-time.js";
import { PacketGrid, PacketRow, type RowMark } from "./packet-grid.js";
import type { Selection } from "./selection.js";

/** In CSS pixels; packet-list.css draws the rows as high. */
const rowHeight = 24;

export interface PacketListProps {
  readonly capture: RemoteCapture;
  readonly selection: Selection | undefined;
  readonly timeStyle: TimeStyle;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onSelect: (index: number) => void;
  /** Enter was pressed on the selected packet. */
  readonly onEnter: () => void;
}

export function PacketList(props: PacketListProps) {
  const { capture, selection, timeStyle, gridRef, onSelect } = props;
  const scroll = useVirtualScroll(capture.length, rowHeight);
  const fetch = (from: number, to: number) => capture.rows(from, to);
  const { row, failure } = useRows(capture, capture.length, fetch, visibleRows(scroll));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection is shown once.
  useLayoutEffect(() => {
    if (selection) scroll.show(selection.index);
  }, [selection]);

  const renderRow = (index: number, slot: number) => (
    <PacketRow
      key={slot}
      index={index}
      cells={cellsOf(index, row(index), capture, timeStyle)}
      mark={markOf(row(index))}
      isSelected={index === selection?.index}
      onSelect={onSelect}
    />
  );
  if (failure) return <FailureText failure={failure} />;
  return (
    <PacketGrid
      length={capture.length}
      selected={selection?.index}
      gridRef={gridRef}
      onKeyDown={(event) => onKey(event, props, scroll)}
    >
      <VirtualRows scroll={scroll} class="packet-rows" role="rowgroup" renderRow={renderRow} />
      {capture.length === 0 && <p class="nothing">This capture has no packets.</p>}
    </PacketGrid>
  );
}

function cellsOf(
  index: number,
  row: Row | undefined,
  { firstTimestamp = 0n }: RemoteCapture,
  timeStyle: TimeStyle,
): string[] {
  const number = String(index + 1);
  if (!row) return [number, "…"];
  const { timestamp, source, destination, protocol, originalLength, info } = row;
  const time = timeOf(timestamp, firstTimestamp, timeStyle);
  return [number, time, source, destination, protocol, String(originalLength), info];
}

/** What a row is marked as: something in it that people look for. */
function markOf(row: Row | undefined): RowMark | undefined {
  if (row?.malformed) return "malformed";
  return row?.analysis ? "analysis" : undefined;
}

function timeOf(timestamp: bigint | undefined, first: bigint, style: TimeStyle): string {
  if (timestamp === undefined) return "no time";
  return style === "utc" ? formatUtc(timestamp) : formatSeconds(timestamp, first);
}

function onKey(event: KeyboardEvent, props: PacketListProps, scroll: VirtualScroll): void {
  if (event.key === "Enter" && props.selection) props.onEnter();
  const step = stepOf(event.key, scroll.rowsPerPage);
  if (step === undefined || event.altKey || event.metaKey || props.capture.length === 0) return;
  event.preventDefault();
  props.onSelect(selectedAfter(step, props, scroll));
}

function stepOf(key: string, rowsPerPage: number): number | undefined {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: rowsPerPage,
    PageUp: -rowsPerPage,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return steps[key];
}

/** Before anything is selected, moving by rows starts at the first row in sight. */
function selectedAfter(step: number, props: PacketListProps, { topRow }: VirtualScroll): number {
  const { capture, selection } = props;
  const start = Number.isFinite(step) ? Math.ceil(topRow) : step;
  const next = selection ? selection.index + step : start;
  return Math.min(Math.max(next, 0), capture.length - 1);
}

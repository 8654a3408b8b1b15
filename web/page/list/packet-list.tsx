// The list of all packets, of which only the rows in sight exist.

import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { haveSame } from "../capture/have-same.js";
import { useRows } from "../capture/use-rows.js";
import { isMenuKey, useFilterMenu } from "../filter/filter-menu.js";
import { filterOfCell } from "../filter/filter-text.js";
import { FailureText } from "../parts/failure-view.js";
import { isShortcut } from "../parts/use-shortcut.js";
import { useVirtualScroll, type VirtualScroll } from "../parts/use-virtual-scroll.js";
import { VirtualRows, visibleRows } from "../parts/virtual-rows.js";
import type { ListMemory } from "./list-memory.js";
import type { Marks } from "./marks.js";
import { actOnKeys, actsAt, type ListActions } from "./packet-acts.js";
import { columns, PacketGrid, PacketRow, type RowMark } from "./packet-grid.js";
import { dateOf, type PacketTime, type TimeDisplay, timeOf, timeWidths } from "./packet-time.js";
import type { Selection } from "./selection.js";
import { styleOfKey, type TimeStyle } from "./time-style.js";
import { type TimedRow, timedRows } from "./timed-rows.js";
import { type SelectedRow, useSelectedRow } from "./use-selected-row.js";

/** In CSS pixels; packet-list.css draws the rows as high. */
const rowHeight = 24;

export interface PacketListProps {
  readonly capture: RemoteCapture;
  /** The packets that are shown. */
  readonly listing: RemoteListing;
  readonly selection: Selection | undefined;
  readonly time: TimeDisplay;
  readonly marks: Marks;
  readonly actions: ListActions;
  readonly memory: ListMemory;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onSelect: (index: number) => void;
  /** Enter was pressed on the selected packet. */
  readonly onEnter: () => void;
  /** Keys ask to find a packet. */
  readonly onFind: () => void;
  readonly onTimeStyle: (style: TimeStyle) => void;
}

export function PacketList(props: PacketListProps) {
  const { capture, listing, selection, time, marks, actions, memory, gridRef } = props;
  const offer = useFilterMenu();
  const scroll = useVirtualScroll(listing.length, rowHeight, memory.position);
  const fetch = (from: number, to: number) => timedRows(capture, listing, from, to);
  const { row, failure } = useRows(listing, listing.length, fetch, visibleRows(scroll));
  const selected = useSelectedRow(capture, listing, selection);
  const [column, setColumn] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a selection is shown once, in each list.
  useLayoutEffect(() => {
    const wanted = [selection, selected.row, listing];
    if (selected.row === undefined || haveSame(memory.shown, wanted)) return;
    memory.shown = wanted;
    scroll.show(selected.row);
  }, [selection, selected.row, listing]);

  const isAll = listing === capture.all;
  const indexOf = (at: number) => numberOf(at, row(at), isAll) - 1;
  const current = selected.row === undefined ? undefined : row(selected.row);
  // The grid names the row that is selected: both at once.
  const isKnown = isAll || current?.number === (selection && selection.index + 1);
  const chosen = isKnown ? selection?.index : undefined;
  const isSelected = (at: number) => chosen !== undefined && indexOf(at) === chosen;
  const acts = (of: TimedRow | undefined) => actsAt(of, marks, time.reference, actions);
  const renderRow = (at: number, slot: number) => {
    const shown = row(at);
    const shownTime = shown && timeOf(shown, time);
    return (
      <PacketRow
        key={slot}
        row={at}
        index={indexOf(at)}
        cells={cellsOf(shown, indexOf(at), shownTime)}
        time={shownTime}
        mark={markOf(shown)}
        isMarked={marks.has(indexOf(at))}
        isSelected={isSelected(at)}
        column={isSelected(at) ? column : undefined}
        onSelect={props.onSelect}
        onMenu={(cell, event) => {
          if (shown) offer(filterOfCell(cell, shown), event, acts(shown));
        }}
      />
    );
  };
  if (failure) return <FailureText failure={failure} />;
  return (
    <PacketGrid
      length={listing.length}
      total={capture.length}
      selected={chosen}
      column={column}
      date={dateOf(row(Math.floor(scroll.topRow)), time)}
      timeWidths={timeWidths(time)}
      gridRef={gridRef}
      onKeyDown={(event) => {
        // What is selected is no row of the list where the filter hides it.
        const own = isKnown && chosen !== undefined ? current : undefined;
        if (isMenuKey(event) && current) {
          offer(filterOfCell(cellAt(column), current), event, acts(current));
        } else if (isAcross(event)) setColumn(columnAfter(column, event.key, gridRef.current));
        else if (actOnKeys(event, acts(own)) || onListKey(event, props)) event.preventDefault();
        else onKey(event, props, selected, scroll);
      }}
    >
      <VirtualRows scroll={scroll} class="packet-rows" role="rowgroup" renderRow={renderRow} />
      {listing.length === 0 && <p class="nothing">{nothingIn(capture, listing)}</p>}
    </PacketGrid>
  );
}

/** The cell that a menu is about; of the row as a whole, its protocol. */
function cellAt(column: number | undefined): string {
  return columns[column ?? -1]?.cell ?? "protocol";
}

function isAcross({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return (key === "ArrowRight" || key === "ArrowLeft") && !altKey && !ctrlKey && !metaKey;
}

/** Right leads from the row as a whole into its cells, Left back; a narrow list leaves out some. */
function columnAfter(
  column: number | undefined,
  key: string,
  grid: HTMLElement | null,
): number | undefined {
  const headings = grid?.querySelectorAll("[role=columnheader]") ?? [];
  const inSight = [...headings].flatMap((one, at) => (one.getClientRects().length > 0 ? [at] : []));
  if (key === "ArrowRight") return inSight.find((at) => at > (column ?? -1)) ?? column;
  return inSight.findLast((at) => at < (column ?? 0));
}

function nothingIn(capture: RemoteCapture, listing: RemoteListing): string {
  if (capture.length === 0) return "This capture has no packets.";
  return listing.growing ? "No packet matches so far." : "No packet matches.";
}

/** The number of the packet in a row; 0 while it is not known. */
function numberOf(at: number, row: TimedRow | undefined, isAll: boolean): number {
  return row?.number ?? (isAll ? at + 1 : 0);
}

function cellsOf(row: TimedRow | undefined, index: number, time: PacketTime | undefined): string[] {
  const number = String(index + 1);
  if (!row || !time) return [index < 0 ? "…" : number, "…"];
  const { source, destination, protocol, originalLength, info } = row;
  return [number, time.title, source, destination, protocol, String(originalLength), info];
}

/** What a row is marked as: something in it that people look for. */
function markOf(row: TimedRow | undefined): RowMark | undefined {
  if (row?.malformed) return "malformed";
  return row?.analysis ? "analysis" : undefined;
}

/** Keys that are about the list as a whole; whether it was one. */
function onListKey(event: KeyboardEvent, { onFind, onTimeStyle }: PacketListProps): boolean {
  const style = styleOfKey(event);
  if (style) onTimeStyle(style);
  const isFind = isShortcut(event, "Ctrl+F");
  if (isFind) onFind();
  return isFind || style !== undefined;
}

function onKey(
  event: KeyboardEvent,
  props: PacketListProps,
  selected: SelectedRow,
  scroll: VirtualScroll,
): void {
  if (event.key === "Enter" && props.selection) props.onEnter();
  const step = stepOf(event.key, scroll.rowsPerPage);
  if (step === undefined || event.altKey || event.metaKey || props.listing.length === 0) return;
  event.preventDefault();
  selected.go(rowAfter(step, props, selected, scroll), props.onSelect);
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
function rowAfter(
  step: number,
  { listing }: PacketListProps,
  { latest }: SelectedRow,
  { topRow }: VirtualScroll,
): number {
  const now = latest();
  const start = Number.isFinite(step) ? Math.ceil(topRow) : step;
  const next = now === undefined ? start : now + step;
  return Math.min(Math.max(next, 0), listing.length - 1);
}

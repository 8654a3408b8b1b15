// The markup of the packet list: an ARIA grid of plain elements.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot keep its rows in a moving layer.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid answers the keys for all its rows.
import type { ComponentChildren, RefObject } from "preact";
import { FlagIcon } from "../parts/icons.js";
import type { PacketTime } from "./packet-time.js";

/** A column: its heading, and what style.css and the tests know its cells by. */
export const columns = [
  { heading: "No.", cell: "number" },
  { heading: "Time", cell: "time" },
  { heading: "Source", cell: "source" },
  { heading: "Destination", cell: "destination" },
  { heading: "Protocol", cell: "protocol" },
  { heading: "Length", cell: "length" },
  { heading: "Info", cell: "info" },
] as const;

export interface PacketGridProps {
  /** Rows of the list. */
  readonly length: number;
  /** Packets in the capture. */
  readonly total: number;
  /** Index of the selected packet. */
  readonly selected: number | undefined;
  /** The column of its cell that keys have led to; undefined: the row as a whole. */
  readonly column: number | undefined;
  /** Of the first row in sight, where times of day are shown. */
  readonly date: string | undefined;
  /** Characters that times need, without and with their date. */
  readonly timeWidths: { readonly time: number; readonly date: number };
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly children: ComponentChildren;
}

/** The grid and its headings; the rows in sight are its children. */
export function PacketGrid(props: PacketGridProps) {
  const { length, total, selected, column, date, timeWidths, gridRef, onKeyDown, children } = props;
  return (
    <div
      class="packet-list"
      role="grid"
      aria-label="Packets"
      aria-rowcount={length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={selected === undefined ? undefined : idOf(selected, column)}
      tabIndex={0}
      ref={gridRef}
      style={{
        "--number-width": `${String(total).length}ch`,
        "--time-width": `${timeWidths.time}ch`,
        "--date-width": `${timeWidths.date}ch`,
      }}
      onKeyDown={onKeyDown}
    >
      <div class="packet-head" role="rowgroup">
        <div class="packet-row" role="row" aria-rowindex={1}>
          {columns.map(({ heading, cell }) => (
            <span key={cell} role="columnheader" class={`cell cell-${cell}`}>
              {heading}
              {cell === "time" && date && <span class="head-date"> {date}</span>}
            </span>
          ))}
        </div>
      </div>
      {children}
    </div>
  );
}

/** Rows stand out that are malformed or have a TCP analysis flag. */
export type RowMark = "malformed" | "analysis";

export interface PacketRowProps {
  /** Its row, from 0. */
  readonly row: number;
  /** Index of the packet; -1 while it is not known. */
  readonly index: number;
  /** The texts of the columns, in their order; that of the time is all of it. */
  readonly cells: readonly string[];
  readonly time: PacketTime | undefined;
  readonly mark: RowMark | undefined;
  /** The user has marked it. */
  readonly isMarked: boolean;
  readonly isSelected: boolean;
  /** The column of the cell that keys have led to, where that is in this row. */
  readonly column: number | undefined;
  readonly onSelect: (index: number) => void;
  /** A menu is asked for at a cell. */
  readonly onMenu: (cell: string, event: MouseEvent) => void;
}

export function PacketRow(props: PacketRowProps) {
  const { row, index, cells, mark, isMarked, isSelected, column, onSelect, onMenu } = props;
  return (
    <div
      class={`packet-row ${mark ? `${mark}-row` : ""} ${isMarked ? "marked-row" : ""}`}
      role="row"
      id={index < 0 ? undefined : idOf(index)}
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      onClick={() => index >= 0 && onSelect(index)}
    >
      {columns.map(({ cell }, at) => (
        <span
          key={cell}
          role="gridcell"
          id={at === column && index >= 0 ? idOf(index, at) : undefined}
          class={`cell cell-${cell} ${at === column ? "cell-current" : ""}`}
          title={cells[at]}
          onContextMenu={(event) => onMenu(cell, event)}
        >
          <CellContent cell={cell} text={cells[at]} of={props} />
        </span>
      ))}
    </div>
  );
}

interface CellContentProps {
  readonly cell: (typeof columns)[number]["cell"];
  readonly text: string | undefined;
  readonly of: PacketRowProps;
}

function CellContent({ cell, text, of: { time, isMarked } }: CellContentProps) {
  if (cell === "number" && isMarked) {
    return (
      <>
        <FlagIcon name="Marked" />
        {text}
      </>
    );
  }
  if (cell !== "time" || time?.date === undefined)
    return <>{cell === "time" && time ? time.time : text}</>;
  return (
    <>
      <span class="cell-date">{time.date} </span>
      <span>{time.time}</span>
    </>
  );
}

/** The id of a row, or of a cell in it. */
function idOf(index: number, column?: number): string {
  const row = `packet-${index + 1}`;
  return column === undefined ? row : `${row}-${columns[column]?.cell}`;
}

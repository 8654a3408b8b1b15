// The plot of an I/O graph, and what the interval at its cursor has. Keys move the cursor as they move a slider.

import { useRef } from "preact/hooks";
import { useAddFilter } from "../filter/filter-menu.js";
import { formatQuantity } from "../text/format-number.js";
import { filterOfRange, formatStart, type Graph, type Series, valuesAt } from "./graph.js";
import { type GraphCursor, moved, rangeOf } from "./graph-cursor.js";
import { formatValue, type Unit } from "./units.js";
import { binAtPointer, type PlotProps, usePlot } from "./use-plot.js";

export interface GraphPlotProps extends PlotProps {
  readonly onClear: () => void;
  /** Called with the index, from 0, of a packet to go to. */
  readonly onGo: (index: number) => void;
}

export function GraphPlot(props: GraphPlotProps) {
  const { graph, series, unit, cursor, onCursor, onClear, onGo } = props;
  const target = useRef<HTMLDivElement>(null);
  const plot = usePlot(target, props);
  const { bins } = graph;
  const go = (at: number | undefined) => {
    const bin = bins[at ?? -1];
    if (bin) onGo(bin.first);
  };
  const onClick = (event: MouseEvent) => {
    const over = plot.current?.over;
    if (!plot.current || !(event.target instanceof Node) || !over?.contains(event.target)) return;
    const x = event.clientX - over.getBoundingClientRect().left;
    const at = binAtPointer(plot.current, props, x);
    if (at === undefined) return;
    onCursor({ at });
    go(at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = moved(cursor, event, bins.length);
    if (next) onCursor(next);
    else if (event.key === "Enter") go(cursor?.at);
    else if (event.key === "Escape" && cursor) onClear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const text = cursor ? textAt(graph, series, unit, cursor.at) : "No interval";
  return (
    <>
      <div
        ref={target}
        class="graph-plot"
        role="slider"
        tabIndex={0}
        aria-label="I/O graph: arrows move to the next interval with packets, with Shift they select, Enter goes to its first packet"
        aria-valuemin={1}
        aria-valuemax={bins.length}
        aria-valuenow={(cursor?.at ?? 0) + 1}
        aria-valuetext={text}
        onClick={onClick}
        onKeyDown={onKeyDown}
      />
      <div class="graph-cursor">
        {cursor ? <AtCursor {...{ graph, text, cursor, go, onClear }} /> : <Keys />}
      </div>
    </>
  );
}

/** What the intervals hold, before one is chosen. */
function Keys() {
  return (
    <span class="quiet">
      Click a peak to go to its first packet; drag, or Shift with arrows, selects a range.
    </span>
  );
}

interface AtCursorProps {
  readonly graph: Graph;
  readonly text: string;
  readonly cursor: GraphCursor;
  readonly go: (at: number) => void;
  readonly onClear: () => void;
}

function AtCursor({ graph, text, cursor, go, onClear }: AtCursorProps) {
  const add = useAddFilter();
  const range = rangeOf(cursor);
  if (!range) {
    return (
      <>
        <span>{text}</span>
        <button type="button" class="link" onClick={() => go(cursor.at)}>
          First packet
        </button>
      </>
    );
  }
  return (
    <>
      <span>{textOfRange(graph, range)}</span>
      <button
        type="button"
        class="button button-small graph-filter"
        title="Adds the range of times to the display filter"
        onClick={() => {
          add(filterOfRange(graph, ...range));
          onClear();
        }}
      >
        Filter this range
      </button>
      <button type="button" class="link" onClick={onClear}>
        Clear selection
      </button>
    </>
  );
}

/** What the cursor says: the time of an interval, and the values of all series. */
function textAt(graph: Graph, series: readonly Series[], unit: Unit, at: number): string {
  const bin = graph.bins[at];
  if (!bin) return "";
  const [all, ...others] = valuesAt(graph, series, unit, at);
  const parts = others.map((value, i) => `${series[i]?.filter}: ${formatValue(value, unit)}`);
  const shown = formatValue(all ?? 0, unit);
  return [`${formatStart(bin.start, graph.interval)} UTC: ${shown}`, ...parts].join("; ");
}

function textOfRange({ bins, interval }: Graph, [from, to]: readonly [number, number]): string {
  const [first, last] = [bins[from], bins[to]];
  if (!first || !last) return "";
  let packets = 0;
  for (let at = from; at <= to; at++) packets += bins[at]?.packets ?? 0;
  const [start, end] = [first.start, last.start + interval].map((one) =>
    formatStart(one, interval),
  );
  return `${start} to ${end} UTC: ${formatQuantity(packets, "packet")}`;
}

// The I/O graph: packets or bits of the shown packets over time, and of some of them by display filters.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { AddSeries } from "../graph/add-series.js";
import { csvOf, type Graph, hasHighestOnly, mostSeries } from "../graph/graph.js";
import type { GraphCursor } from "../graph/graph-cursor.js";
import { formatInterval, type IntervalName, intervals } from "../graph/intervals.js";
import { Legend } from "../graph/legend.js";
import { Peaks } from "../graph/peaks.js";
import { GraphPlot } from "../graph/plot.js";
import { type Unit, units } from "../graph/units.js";
import { type GraphSettings, useGraph, useGraphSettings } from "../graph/use-graph.js";
import { download } from "../parts/download.js";
import { FailureText } from "../parts/failure-view.js";
import { formatCount, formatQuantity } from "../text/format-number.js";
import type { ViewProps } from "./view.js";

export function IoGraphView({ capture, choice, listing, filter, onGo }: ViewProps) {
  const [settings, change] = useGraphSettings(capture);
  const [root, pixels] = useWidth();
  const state = useGraph(capture, listing, settings, pixels);
  const { graph, series, failure, isCounting } = state;
  const [chosen, choose] = useState<{ readonly of: Graph; readonly cursor: GraphCursor }>();
  const { unit, filters } = settings;
  const isAll = listing === capture.all;
  const save = () => graph && download(`${choice.name}.csv`, [csvOf(graph, series)]);
  return (
    <div class="io-graph" ref={root}>
      <div class="graph-bar">
        <Tools settings={settings} onChange={change} onSave={graph ? save : undefined} />
        {filters.length < mostSeries && (
          <AddSeries
            {...{ capture, filters }}
            onAdd={(one) => change({ filters: [...filters, one] })}
          />
        )}
      </div>
      <Legend
        first={isAll ? "All packets" : "Shown packets"}
        series={series}
        onRemove={(one) => change({ filters: filters.filter((each) => each !== one) })}
      />
      {failure && <FailureText failure={failure} />}
      {graph && graph.bins.length > 0 && (
        <GraphPlot
          {...{ graph, series, unit, onGo }}
          columns={pixels}
          cursor={chosen?.of === graph ? chosen.cursor : undefined}
          onCursor={(cursor) => choose({ of: graph, cursor })}
          onClear={() => choose(undefined)}
        />
      )}
      <p class="quiet graph-note" role="status">
        {isCounting && !failure && "Counting packets… "}
        {listing.growing && "More packets come; all are counted then. "}
        {!isAll && "Only shown packets are counted. "}
        {filter.language === "bpf" && filter.text !== "" && "A range replaces the capture filter. "}
        {graph && noteOf(graph, pixels)}
      </p>
      {graph && graph.bins.length > 0 && <Peaks {...{ graph, series, unit, onGo }} />}
      {graph?.bins.length === 0 && <p class="nothing">There is no packet with a time.</p>}
    </div>
  );
}

/** An element, and about how many CSS pixels its plot is wide: in steps, as each counts anew. */
function useWidth() {
  const root = useRef<HTMLDivElement>(null);
  const [pixels, setPixels] = useState(0);
  useLayoutEffect(() => {
    const measure = () =>
      setPixels(Math.max(1, Math.floor((root.current?.clientWidth ?? 0) / 100)));
    const resizing = new ResizeObserver(measure);
    if (root.current) resizing.observe(root.current);
    return () => resizing.disconnect();
  }, []);
  return [root, pixels * 100] as const;
}

interface ToolsProps {
  readonly settings: GraphSettings;
  readonly onChange: (some: Partial<GraphSettings>) => void;
  readonly onSave: (() => void) | undefined;
}

function Tools({ settings: { interval, unit }, onChange, onSave }: ToolsProps) {
  return (
    <>
      <label>
        <span class="graph-label">Interval</span>
        <select
          class="text-field"
          aria-label="Interval"
          value={interval}
          onChange={({ currentTarget: { value } }) => onChange({ interval: value as IntervalName })}
        >
          {intervals.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="graph-label">Unit</span>
        <select
          class="text-field"
          aria-label="Unit"
          value={unit}
          onChange={({ currentTarget: { value } }) => onChange({ unit: value as Unit })}
        >
          {units.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" class="button button-small" disabled={!onSave} onClick={onSave}>
        Save as CSV
      </button>
    </>
  );
}

/** What was counted, and what the plot cannot show. */
function noteOf(graph: Graph, pixels: number): string {
  const { interval, isLonger, packets, withoutTime, outOfOrder } = graph;
  const parts = [
    `${formatQuantity(packets, "packet")} in intervals of ${formatInterval(interval)}`,
  ];
  if (isLonger) parts.push("shorter ones would be too many: filter a range of times");
  if (hasHighestOnly(graph, pixels)) parts.push("each pixel has the highest of several");
  if (withoutTime > 0) parts.push(`${formatCount(withoutTime)} without a time are in none`);
  if (outOfOrder > 0) parts.push(`${formatCount(outOfOrder)} earlier than the packet before`);
  return `${parts.join("; ")}.`;
}

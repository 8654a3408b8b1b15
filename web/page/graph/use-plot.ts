// The plot of an I/O graph in its element: drawn again when what it shows, its size or the colours change.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import type { Drawing } from "./draw-plot.js";
import { binAt, type Graph, highestIn, secondsSince } from "./graph.js";
import { type GraphCursor, rangeOf } from "./graph-cursor.js";
import { originOf } from "./plot-time.js";

export interface PlotProps extends Omit<Drawing, "colours" | "onSelect"> {
  readonly cursor: GraphCursor | undefined;
  readonly onCursor: (cursor: GraphCursor) => void;
}

/** Draws into `target`; gives the plot, which is another one when it was drawn again. */
export function usePlot(
  target: RefObject<HTMLElement | null>,
  { graph, series, unit, columns, cursor, onCursor }: PlotProps,
): RefObject<uPlot | undefined> {
  const plot = useRef<uPlot>(undefined);
  const onSelect = useRef<Drawing["onSelect"]>(() => {});
  onSelect.current = (from, to) => {
    const range = binsBetween(graph, from, to);
    if (range) onCursor({ anchor: range[0], at: range[1] });
  };
  const theme = useTheme();
  const drawPlot = useDrawPlot();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a theme has other colours.
  useLayoutEffect(() => {
    const element = target.current;
    if (!element || !drawPlot || graph.bins.length === 0) return;
    const colours = coloursOf(element, series.length + 1);
    const select: Drawing["onSelect"] = (from, to) => onSelect.current(from, to);
    const drawn = drawPlot(element, { graph, series, unit, columns, colours, onSelect: select });
    plot.current = drawn;
    const resizing = new ResizeObserver(() => {
      drawn.setSize({ width: element.clientWidth, height: element.clientHeight });
    });
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      drawn.destroy();
    };
  }, [target, drawPlot, graph, series, unit, columns, theme]);
  // Behind the drawing: a plot that was drawn again has no cursor yet.
  useLayoutEffect(() => {
    if (plot.current && cursor) showCursor(plot.current, graph, cursor);
  });
  return plot;
}

/** What draws, which is loaded when it is first needed. */
function useDrawPlot() {
  const [draw, setDraw] = useState<typeof import("./draw-plot.js").drawPlot>();
  useEffect(() => {
    void import("./draw-plot.js").then(({ drawPlot }) => setDraw(() => drawPlot));
  }, []);
  return draw;
}

/** Changes when the page's colours do. */
function useTheme(): number {
  const [theme, change] = useReducer((changes: number) => changes + 1, 0);
  useEffect(() => {
    const onChange = () => change(0);
    const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) =>
      matchMedia(query),
    );
    for (const query of queries) query.addEventListener("change", onChange);
    const chosen = new MutationObserver(onChange);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      for (const query of queries) query.removeEventListener("change", onChange);
      chosen.disconnect();
    };
  }, []);
  return theme;
}

/** The colours of the legend's entries, which style sheets know for light, dark and forced colours. */
function coloursOf(element: HTMLElement, count: number): string[] {
  const lines = element.closest(".io-graph")?.querySelectorAll(".graph-legend .graph-line") ?? [];
  const colours = Array.from(lines, (line) => getComputedStyle(line).color);
  return Array.from({ length: count }, (_, i) => colours[i] ?? getComputedStyle(element).color);
}

function showCursor(plot: uPlot, graph: Graph, cursor: GraphCursor): void {
  const { bins, interval } = graph;
  const left = (time: bigint) => plot.valToPos(secondsSince(originOf(graph), time), "x");
  const [from, to] = rangeOf(cursor) ?? [];
  const first = bins[from ?? -1];
  const last = bins[to ?? -1];
  const at = bins[cursor.at];
  const height = plot.over.clientHeight;
  const [start, end] = first && last ? [left(first.start), left(last.start + interval)] : [0, 0];
  plot.setSelect({ left: start, top: 0, width: end - start, height }, false);
  if (at) plot.setCursor({ left: left(at.start + interval / 2n), top: 0 }, false);
}

/** The intervals with packets that a range of seconds touches; undefined where there is none. */
function binsBetween(
  graph: Graph,
  from: number,
  to: number,
): readonly [number, number] | undefined {
  const first = binAt(graph, timeAt(graph, from) - graph.interval) + 1;
  const last = binAt(graph, timeAt(graph, to));
  return first <= last ? [first, last] : undefined;
}

/** The highest interval where a pointer is, or else one at most some pixels away. */
export function binAtPointer(
  plot: uPlot,
  { graph, unit }: Pick<PlotProps, "graph" | "unit">,
  x: number,
): number | undefined {
  const within = (reach: number) =>
    binsBetween(graph, plot.posToVal(x - reach, "x"), plot.posToVal(x + reach, "x"));
  const range = within(0.5) ?? within(4);
  return range && highestIn(graph, unit, ...range);
}

function timeAt(graph: Graph, seconds: number): bigint {
  return originOf(graph) + BigInt(Math.round(seconds * 1e9));
}

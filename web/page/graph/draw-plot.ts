// Draws an I/O graph with uPlot, in the colours of the page.

import uPlot from "uplot";
import { formatUtc } from "../text/format-time.js";
import { dashes } from "./dashes.js";
import { type Graph, pointsOf, type Series } from "./graph.js";
import { hasClock, originOf } from "./plot-time.js";
import { formatTick, type Unit } from "./units.js";

export interface Drawing {
  readonly graph: Graph;
  readonly series: readonly Series[];
  readonly unit: Unit;
  /** Columns that the plot has, about as many as it has CSS pixels. */
  readonly columns: number;
  /** Colours of the series, that of all shown packets first, as CSS has them. */
  readonly colours: readonly string[];
  /** Called with the range, in seconds since {@link originOf}, that a pointer has marked. */
  readonly onSelect: (from: number, to: number) => void;
}

/** Puts a plot into an element, whose colour and font its axes have. */
export function drawPlot(target: HTMLElement, drawing: Drawing): uPlot {
  const { graph, series, unit, columns } = drawing;
  const { x, values } = pointsOf(graph, series, unit, { origin: originOf(graph), columns });
  const data = [x, ...values] as unknown as uPlot.AlignedData;
  return new uPlot(optionsOf(target, drawing), data, target);
}

function optionsOf(target: HTMLElement, drawing: Drawing): uPlot.Options {
  const { color, fontFamily } = getComputedStyle(target);
  const { graph, colours, onSelect } = drawing;
  const axis: uPlot.Axis = {
    stroke: color,
    font: `12px ${fontFamily}`,
    grid: { stroke: faint(color), width: 1 },
    ticks: { stroke: faint(color), width: 1 },
  };
  const onSetSelect = (plot: uPlot) => {
    const { left, width } = plot.select;
    if (width > 0) onSelect(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  };
  return {
    width: target.clientWidth,
    height: target.clientHeight,
    padding: [10, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
    scales: {
      x: { time: hasClock(graph) },
      y: { range: (_, __, most) => [0, most > 0 ? most * 1.06 : 1] },
    },
    axes: [
      hasClock(graph) ? { ...axis, values: clockTicks } : axis,
      { ...axis, size: 52, values: (_, ticks) => ticks.map(formatTick) },
    ],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    series: [{}, ...colours.map(lineOf)],
    hooks: { setSelect: [onSetSelect] },
  };
}

/** Times of day in UTC; dates below where they change. Seconds are left out where all are 0. */
function clockTicks(_: uPlot, ticks: number[], __: number, ___: number, step: number): string[] {
  let before = "";
  return ticks.map((seconds) => {
    const text = formatUtc(BigInt(Math.round(seconds)) * 1_000_000_000n, 0);
    const [date = "", time = ""] = text.split(" ");
    const lines = [time.slice(0, step % 60 === 0 ? 5 : 8)];
    if (date !== before) lines.push(date);
    before = date;
    return step % 86_400 === 0 || step > 86_400 ? date : lines.join("\n");
  });
}

function lineOf(stroke: string, at: number): uPlot.Series {
  const paths = uPlot.paths.stepped?.({ align: 1 });
  return {
    stroke,
    width: at === 0 ? 1.25 : 1.75,
    dash: [...(dashes[at] ?? [])],
    points: { show: false },
    ...(at === 0 && { fill: faint(stroke) }),
    ...(paths && { paths }),
  };
}

function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 18%, transparent)`;
}

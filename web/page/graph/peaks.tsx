// Where the peaks of an I/O graph are, as a table: for those who do not see the plot, too.

import { formatStart, type Graph, peaksOf, type Series, valuesAt } from "./graph.js";
import { formatValue, type Unit } from "./units.js";

const most = 5;

export interface PeaksProps {
  readonly graph: Graph;
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly onGo: (index: number) => void;
}

export function Peaks({ graph, series, unit, onGo }: PeaksProps) {
  return (
    <div class="graph-table">
      <table class="graph-peaks">
        <caption>Where the peaks are</caption>
        <thead>
          <tr>
            <th scope="col">Start (UTC)</th>
            <th scope="col">First packet</th>
            <th scope="col">Shown packets</th>
            {series.map(({ filter }) => (
              <th key={filter} scope="col" title={filter}>
                {filter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {peaksOf(graph, unit, most).map((at) => (
            <Peak key={at} {...{ graph, series, unit, onGo, at }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Peak({ graph, series, unit, onGo, at }: PeaksProps & { readonly at: number }) {
  const bin = graph.bins[at];
  if (!bin) return null;
  const names = ["shown packets", ...series.map(({ filter }) => filter)];
  return (
    <tr>
      <td>{formatStart(bin.start, graph.interval)}</td>
      <td>
        <button type="button" class="link" onClick={() => onGo(bin.first)}>
          {bin.first + 1}
        </button>
      </td>
      {valuesAt(graph, series, unit, at).map((value, i) => (
        <td key={names[i]}>{formatValue(value, unit)}</td>
      ))}
    </tr>
  );
}

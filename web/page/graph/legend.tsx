// The series of an I/O graph, with their colours and lines as the plot draws them.

import { CloseIcon } from "../parts/icons.js";
import { shown } from "../text/shown-text.js";
import { dashes } from "./dashes.js";
import type { Series } from "./graph.js";

export interface LegendProps {
  /** What the first series is of. */
  readonly first: string;
  readonly series: readonly Series[];
  readonly onRemove: (filter: string) => void;
}

export function Legend({ first, series, onRemove }: LegendProps) {
  return (
    <ul class="graph-legend" aria-label="Series">
      <li class="graph-series">
        <Line at={0} /> {first}
      </li>
      {series.map(({ filter, bins, failure }, i) => (
        <li key={filter} class="graph-series">
          <Line at={i + 1} /> <code title={filter}>{shown(filter)}</code>
          {failure && <span class="filter-error">{failure.message}</span>}
          {!failure && !bins && <span class="quiet">counting…</span>}
          <button
            type="button"
            class="button button-small button-tiny"
            aria-label={`Remove ${filter}`}
            title="Remove"
            onClick={() => onRemove(filter)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The line of a series as the plot draws it. */
function Line({ at }: { at: number }) {
  return (
    <svg class={`graph-line graph-colour-${at}`} viewBox="0 0 30 12" aria-hidden="true">
      <path d="M0 6H30" stroke-dasharray={dashes[at]?.join(" ")} />
    </svg>
  );
}

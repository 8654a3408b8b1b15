// The field that adds a series to an I/O graph: a display filter, checked while it is typed.

import type { RemoteCapture } from "packetglass/worker";
import { useState } from "preact/hooks";
import { check } from "../filter/check.js";
import { FilterWords } from "../filter/filter-words.js";
import { useReport } from "../filter/use-report.js";

export interface AddSeriesProps {
  readonly capture: RemoteCapture;
  readonly filters: readonly string[];
  readonly onAdd: (filter: string) => void;
}

export function AddSeries({ capture, filters, onAdd }: AddSeriesProps) {
  const [draft, setDraft] = useState({ language: "display" as const, text: "" });
  const report = useReport(draft, capture);
  const type = (text: string) => setDraft({ ...draft, text });
  const text = draft.text.trim();
  const isThere = filters.includes(text);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (text === "" || isThere || (await check(draft, capture)).error) return;
    onAdd(text);
    type("");
  };
  const message = report?.error ?? report?.warnings[0];
  return (
    <form class="graph-add" aria-label="Add a series" onSubmit={submit}>
      <input
        class={`text-field ${report ? (report.error ? "filter-wrong" : "filter-right") : ""}`}
        type="text"
        value={draft.text}
        placeholder="Display filter of another series"
        aria-label="Display filter of another series"
        aria-invalid={report?.error !== undefined}
        aria-describedby="graph-filter-message"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      <button type="submit" class="button button-small">
        Add
      </button>
      <p
        id="graph-filter-message"
        class={`filter-message ${report?.error ? "filter-error" : "quiet"}`}
        role="status"
      >
        {isThere && "This series is there."}
        {!isThere && report && message && <FilterWords text={report.of.text} message={message} />}
      </p>
    </form>
  );
}

// The bar with the filter: its language, what is typed, and what came of it.

import type { RemoteCapture } from "packetglass/worker";
import { useMemo, useRef } from "preact/hooks";
import { type Filter, type FilterLanguage, isSameFilter } from "../capture/address.js";
import { type Choice, RadioSwitch } from "../parts/radio-switch.js";
import { useShortcut } from "../parts/use-shortcut.js";
import { formatCount } from "../text/format-number.js";
import { check } from "./check.js";
import { FilterField } from "./filter-field.js";
import { readHistory, rememberFilter } from "./filter-history.js";
import { FilterWords } from "./filter-words.js";
import type { Filtering } from "./use-filter.js";
import { type Reported, useReport } from "./use-report.js";

export interface FilterBarProps {
  readonly capture: RemoteCapture;
  /** The filter that is applied. */
  readonly applied: Filter;
  readonly onApply: (filter: Filter) => void;
  /** The filter that is typed. */
  readonly draft: Filter;
  readonly onDraft: (filter: Filter) => void;
  readonly filtering: Filtering;
}

const languages: Choice<FilterLanguage>[] = [
  { name: "display", label: "Display", title: "Display filter, in Wireshark's language" },
  { name: "bpf", label: "BPF", title: "Capture filter, in tcpdump's language" },
];

export function FilterBar(props: FilterBarProps) {
  const { capture, applied, onApply, draft, onDraft, filtering } = props;
  const field = useRef<HTMLInputElement>(null);
  const { language } = draft;
  const report = useReport(draft, capture);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each that is applied is remembered.
  const remembered = useMemo(() => readHistory(language), [language, applied]);
  useShortcut("Ctrl+F", () => field.current?.select());

  const change = (next: FilterLanguage) =>
    onDraft(applied.language === next ? applied : { language: next, text: "" });
  const submit = (event: Event) => {
    event.preventDefault();
    void applyRight(draft, capture, onApply);
  };
  const clear = () => {
    onDraft({ language, text: "" });
    onApply({ language, text: "" });
  };
  const onEscape = () => (isSameFilter(draft, applied) ? clear() : onDraft(applied));
  return (
    <form class="filter-bar" onSubmit={submit} aria-label="Filter">
      <RadioSwitch
        legend="Filter language"
        choices={languages}
        current={language}
        onChange={change}
      />
      <FilterField
        draft={draft}
        verdict={report && (report.error ? "wrong" : "right")}
        remembered={remembered}
        fieldRef={field}
        onType={(text) => onDraft({ language, text })}
        onEscape={onEscape}
      />
      <button type="submit" class="button button-small">
        Apply
      </button>
      {(draft.text !== "" || applied.text !== "") && (
        <button type="button" class="button button-small" onClick={clear}>
          Clear
        </button>
      )}
      {applied.text !== "" && (
        <Matched
          filtering={filtering.of === applied ? filtering : undefined}
          total={capture.length}
        />
      )}
      <Message report={report} />
    </form>
  );
}

/** Applies it unless it is wrong: what is said of it may not have come yet. */
async function applyRight(
  { language, text }: Filter,
  capture: RemoteCapture,
  onApply: (filter: Filter) => void,
): Promise<void> {
  const filter = { language, text: text.trim() };
  const { error } = await check(filter, capture);
  if (error) return;
  if (filter.text !== "") rememberFilter(filter);
  onApply(filter);
}

interface MatchedProps {
  /** Absent until something is known of the filter. */
  readonly filtering: Filtering | undefined;
  /** Packets of the capture. */
  readonly total: number;
}

/** How many packets match so far, and how far the filter has come. */
function Matched({ filtering, total }: MatchedProps) {
  const { listing, progress, failure } = filtering ?? {};
  if (failure) {
    return (
      <span class="filter-error" role="alert">
        {failure.message}
      </span>
    );
  }
  return (
    <>
      <span class="quiet filter-count" role="status">
        {listing ? formatCount(listing.length) : "…"} of {formatCount(total)}
      </span>
      {progress && (
        <progress aria-label="Packets filtered" max={progress.total} value={progress.packets} />
      )}
    </>
  );
}

/** Why what is typed is no filter, or what is old in it. */
function Message({ report }: { report: Reported | undefined }) {
  const message = report?.error ?? report?.warnings[0];
  return (
    <p id="filter-message" class={report?.error ? "filter-error" : "quiet"} role="status">
      {report && message && <FilterWords text={report.of.text} message={message} />}
    </p>
  );
}

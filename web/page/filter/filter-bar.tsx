// The bar with the display filter: what is typed, what may follow, and what came of it.

import type { FilterCompletion, FilterMessage } from "packetglass";
import { checkFilter } from "packetglass/worker";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Filter } from "../capture/address.js";
import { useShortcut } from "../parts/use-shortcut.js";
import { formatCount } from "../text/format-number.js";
import { CompletionList } from "./completion-list.js";
import { readHistory, rememberFilter } from "./filter-history.js";
import { type Typed, useCompletions } from "./use-completions.js";
import type { Filtering } from "./use-filter.js";
import { useReport } from "./use-report.js";

export interface FilterBarProps {
  /** The filter that is applied. */
  readonly applied: Filter;
  readonly onApply: (filter: Filter) => void;
  readonly filtering: Filtering;
  /** Packets of the capture. */
  readonly total: number;
}

export function FilterBar(props: FilterBarProps) {
  const { text: applied } = props.applied;
  const apply = (wanted: string) => props.onApply({ language: "display", text: wanted.trim() });
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(applied);
  const [typed, setTyped] = useState<Typed>();
  const [chosen, choose] = useState(-1);
  const { shown: completions, isCurrent } = useCompletions(typed);
  const report = useReport(text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each that is applied is remembered.
  const remembered = useMemo(readHistory, [applied]);
  useShortcut("f", () => field.current?.select());
  // One that was applied elsewhere stands in the field.
  useEffect(() => setText(applied), [applied]);

  const type = (next: string, cursor: number) => {
    setText(next);
    choose(-1);
    setTyped({ text: next, cursor });
  };
  const close = () => {
    setTyped(undefined);
    choose(-1);
  };
  const take = ({ text: word, from, to }: FilterCompletion) => {
    if (!isCurrent) return;
    const next = text.slice(0, from) + word + text.slice(to);
    type(next, from + word.length);
    field.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const completion = completions[chosen];
    if (completion) return take(completion);
    close();
    void applyRight(text, apply);
  };
  const clear = () => {
    close();
    setText("");
    apply("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && completions.length > 0) {
      event.preventDefault();
      choose((chosen + step + completions.length + 1) % (completions.length + 1));
    } else if (event.key === "Tab" && completions.length > 0 && !event.shiftKey) {
      event.preventDefault();
      take(completions[Math.max(0, chosen)] as FilterCompletion);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (completions.length > 0) close();
      else if (text !== applied) setText(applied);
      else clear();
    }
  };
  const message = report?.error ?? report?.warnings[0];
  const state = text.trim() === "" ? "" : report?.error ? "wrong" : report ? "right" : "";
  return (
    <form class="filter-bar" onSubmit={submit} aria-label="Display filter">
      <div class="filter-field">
        <input
          id="filter"
          ref={field}
          class={`text-field filter-input ${state && `filter-${state}`}`}
          type="text"
          value={text}
          placeholder="Display filter, as in Wireshark: tcp.port == 443"
          title="Display filter (Ctrl+F)"
          aria-label="Display filter"
          aria-expanded={completions.length > 0}
          aria-controls="filter-completions"
          aria-activedescendant={chosen >= 0 ? `filter-completion-${chosen}` : undefined}
          aria-invalid={report?.error !== undefined}
          aria-describedby="filter-message"
          list="filter-history"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget: { value, selectionStart } }) =>
            type(value, selectionStart ?? value.length)
          }
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        <datalist id="filter-history">
          {text === "" && remembered.map((each) => <option key={each} value={each} />)}
        </datalist>
        <CompletionList completions={completions} chosen={chosen} onTake={take} />
      </div>
      <button type="submit" class="button button-small">
        Apply
      </button>
      {(text !== "" || applied !== "") && (
        <button type="button" class="button button-small" onClick={clear}>
          Clear
        </button>
      )}
      <Matched {...props} />
      <p id="filter-message" class={report?.error ? "filter-error" : "quiet"} role="status">
        {report && message && wordsOf(report.text, message)}
      </p>
    </form>
  );
}

/** Applies it unless it is wrong: what is said of it may not have come yet. */
async function applyRight(text: string, apply: (text: string) => void): Promise<void> {
  const { error } = text.trim() === "" ? {} : await checkFilter(text);
  if (error) return;
  if (text.trim() !== "") rememberFilter(text.trim());
  apply(text);
}

/** How many packets match so far, and how far the filter has come. */
function Matched({ applied, filtering, total }: FilterBarProps) {
  const { listing, progress, failure } = filtering;
  if (failure) {
    return (
      <span class="filter-error" role="alert">
        {failure.message}
      </span>
    );
  }
  if (applied.text === "") return null;
  return (
    <>
      <span class="quiet filter-count" role="status">
        {formatCount(listing.length)} of {formatCount(total)}
      </span>
      {progress && (
        <progress aria-label="Packets filtered" max={progress.total} value={progress.packets} />
      )}
    </>
  );
}

function wordsOf(text: string, { message, column, length, suggestion }: FilterMessage) {
  const word = text.slice(column, column + length);
  return (
    <>
      {word && <mark>{word}</mark>} {message}
      {suggestion && `; ${suggestion}?`}
    </>
  );
}

// The field in which a filter is typed, with what may follow.

import type { FilterCompletion } from "packetglass";
import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Filter } from "../capture/address.js";
import { CompletionList } from "./completion-list.js";
import { type Typed, useCompletions } from "./use-completions.js";

/** Whether what is typed is a filter; undefined while nothing is said of it. */
export type Verdict = "right" | "wrong" | undefined;

export interface FilterFieldProps {
  /** What is typed. */
  readonly draft: Filter;
  readonly verdict: Verdict;
  /** Filters to choose from while nothing is typed. */
  readonly remembered: readonly string[];
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onType: (text: string) => void;
  /** Escape was pressed, and not to leave the completions. */
  readonly onEscape: () => void;
}

const languages = {
  display: { name: "Display filter", hint: "Display filter, as in Wireshark: tcp.port == 443" },
  bpf: { name: "Capture filter", hint: "Capture filter, as in tcpdump: tcp port 443" },
} as const;

export function FilterField(props: FilterFieldProps) {
  const { draft, verdict, remembered, fieldRef, onType, onEscape } = props;
  const { text, language } = draft;
  const [typed, setTyped] = useState<Typed>();
  const [chosen, choose] = useState(-1);
  const { shown: completions, isCurrent } = useCompletions(typed);
  // A completion is to be taken, once there are those of what is typed now.
  const [isWaiting, wait] = useState(false);

  const close = () => {
    setTyped(undefined);
    choose(-1);
    wait(false);
  };
  const type = (next: string, cursor: number) => {
    onType(next);
    choose(-1);
    wait(false);
    // Only display filters are completed.
    setTyped(language === "display" ? { text: next, cursor } : undefined);
  };
  const take = (completion: FilterCompletion | undefined) => {
    wait(false);
    if (!completion || !isCurrent) return;
    const { text: word, from, to } = completion;
    type(text.slice(0, from) + word + text.slice(to), from + word.length);
    fieldRef.current?.focus();
  };
  useEffect(() => {
    if (isWaiting && isCurrent) take(completions[Math.max(0, chosen)]);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, shiftKey } = event;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    // What the form does with Enter is what is left to it.
    if (key === "Enter" && chosen < 0) return close();
    if (key === "Escape") {
      if (completions.length > 0) close();
      else onEscape();
    } else if (completions.length === 0 || (key === "Tab" && shiftKey)) {
      return;
    } else if (step !== undefined) {
      choose(((chosen + step + completions.length + 2) % (completions.length + 1)) - 1);
    } else if (key === "Tab" || key === "Enter") {
      wait(true);
    } else {
      return;
    }
    event.preventDefault();
  };
  const { name, hint } = languages[language];
  return (
    <div class="filter-field">
      <input
        id="filter"
        ref={fieldRef}
        class={`text-field filter-input ${verdict ? `filter-${verdict}` : ""}`}
        type="text"
        value={text}
        placeholder={hint}
        title={`${name} (Ctrl+F)`}
        aria-label={name}
        aria-expanded={completions.length > 0}
        aria-controls="filter-completions"
        aria-activedescendant={chosen >= 0 ? `filter-completion-${chosen}` : undefined}
        aria-invalid={verdict === "wrong"}
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
  );
}

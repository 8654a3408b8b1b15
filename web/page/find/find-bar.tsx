// The bar that looks for a packet: what is typed, the next one and the one before, what came of it.

import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import { FilterWords } from "../filter/filter-words.js";
import { CloseButton } from "../parts/close-button.js";
import { BackIcon, ForwardIcon } from "../parts/icons.js";
import { isShortcut } from "../parts/use-shortcut.js";
import { formatCount } from "../text/format-number.js";
import { type FindKind, findKinds, hasCase } from "./find-query.js";
import type { SearchProgress } from "./search.js";
import type { Finding, FindOutcome } from "./use-find.js";

export interface FindBarProps {
  readonly finding: Finding;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

export function FindBar({ finding, fieldRef, onClose }: FindBarProps) {
  const { query, change, wrong, go } = finding;
  const note = useId();
  const kind = findKinds.find(({ name }) => name === query.kind);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    else if (isShortcut(event, "Ctrl+F")) fieldRef.current?.select();
    else return;
    event.preventDefault();
  };
  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  };
  return (
    <search class="find-bar" aria-label="Find packet" onKeyDown={onKeyDown}>
      <select
        class="text-field find-kind"
        aria-label="Find by"
        value={query.kind}
        onChange={({ currentTarget }) =>
          change({ ...query, kind: currentTarget.value as FindKind })
        }
      >
        {findKinds.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <input
        id="find"
        ref={fieldRef}
        class={`text-field find-field ${wrong ? "filter-wrong" : ""}`}
        type="text"
        aria-label="Find"
        placeholder={kind?.hint}
        value={query.text}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={wrong !== undefined}
        aria-describedby={note}
        onInput={({ currentTarget }) => change({ ...query, text: currentTarget.value })}
        onKeyDown={onFieldKey}
      />
      {hasCase(query) && (
        <label class="find-case" title="Tell upper and lower case apart">
          <input
            type="checkbox"
            checked={query.matchCase}
            onChange={({ currentTarget }) => change({ ...query, matchCase: currentTarget.checked })}
          />
          Match case
        </label>
      )}
      <FindButtons onGo={go} />
      <Note finding={finding} id={note} />
      <CloseButton name="find" onClose={onClose} />
    </search>
  );
}

function FindButtons({ onGo }: { readonly onGo: Finding["go"] }) {
  return (
    <>
      <button
        type="button"
        class="button button-small button-tiny"
        aria-label="Find previous"
        title="Find previous (Shift+F3, Shift+Enter)"
        onClick={() => onGo(-1)}
      >
        <BackIcon />
      </button>
      <button
        type="button"
        class="button button-small button-tiny"
        aria-label="Find next"
        title="Find next (F3, Enter)"
        onClick={() => onGo(1)}
      >
        <ForwardIcon />
      </button>
    </>
  );
}

/** What is wrong, or what came of it. */
function Note({ finding, id }: { readonly finding: Finding; readonly id: string }) {
  const { wrong, outcome, progress, stop } = finding;
  const isWrong = wrong !== undefined || outcome.kind === "failed";
  return (
    <>
      <p id={id} class={`find-note ${isWrong ? "filter-error" : "quiet"}`} role="status">
        {wrong ? <FilterWords {...wrong} /> : textOf(outcome, progress)}
      </p>
      {outcome.kind === "searching" && (
        <>
          <progress
            aria-label="Packets searched"
            max={progress?.total ?? 1}
            value={progress?.packets ?? 0}
          />
          <button type="button" class="button button-small" onClick={stop}>
            Stop
          </button>
        </>
      )}
    </>
  );
}

function textOf(outcome: FindOutcome, progress: SearchProgress | undefined): string {
  switch (outcome.kind) {
    case "idle":
      return "";
    case "searching":
      return "Searching…";
    case "absent":
      return "No packet matches.";
    case "failed":
      return outcome.message;
    case "found": {
      const { found, step } = outcome;
      const end =
        step > 0
          ? "Reached the end: went on at the start."
          : "Reached the start: went on at the end.";
      return [countOf(found.row, progress), found.isWrapped && end].filter(Boolean).join(" · ");
    }
  }
}

/** Which of how many, as far as these are counted. */
function countOf(row: number | undefined, progress: SearchProgress | undefined): string {
  if (row === undefined) return "";
  const { packets, total, matched } = progress ?? {};
  if (matched === undefined) return `${formatCount(row + 1)}`;
  const all = `${formatCount(row + 1)} of ${formatCount(Math.max(matched, row + 1))}`;
  return packets === total ? all : `${all} so far`;
}

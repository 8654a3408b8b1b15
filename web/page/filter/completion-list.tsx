// What may stand at the cursor, below the field.
// biome-ignore-all lint/a11y/useSemanticElements: a select cannot stand below a field that is typed in.
// biome-ignore-all lint/a11y/useFocusableInteractive: the field has the focus and names the choice.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field answers the keys.
import type { FilterCompletion } from "packetglass";

export interface CompletionListProps {
  readonly completions: readonly FilterCompletion[];
  /** Index of the one that Enter takes; -1: none. */
  readonly chosen: number;
  readonly onTake: (completion: FilterCompletion) => void;
}

export function CompletionList({ completions, chosen, onTake }: CompletionListProps) {
  if (completions.length === 0) return null;
  return (
    <div id="filter-completions" class="filter-completions" role="listbox" aria-label="Completions">
      {completions.map((completion, index) => (
        <div
          key={completion.text}
          id={`filter-completion-${index}`}
          class="filter-completion"
          role="option"
          aria-selected={index === chosen}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(completion)}
        >
          <span class="filter-completion-text">{completion.text}</span>
          <span class="quiet">{completion.title}</span>
        </div>
      ))}
    </div>
  );
}

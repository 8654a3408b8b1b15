// A panel with tabs, after the ARIA authoring practices: arrows move between the tabs.
import type { ComponentChildren } from "preact";
import { formatCount } from "../text/format-number.js";

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly count?: number;
}

export interface TabsProps<Name extends string> {
  readonly tabs: readonly Tab<Name>[];
  readonly current: Name;
  readonly onChange: (name: Name) => void;
  /** What the current tab shows. */
  readonly children: ComponentChildren;
}

export function Tabs<Name extends string>(props: TabsProps<Name>) {
  const { tabs, current, onChange, children } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const names = tabs.map(({ name }) => name);
    const next = nameAt(names, current, event.key);
    if (!next) return;
    event.preventDefault();
    onChange(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label="Details" onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            class="tab"
            role="tab"
            id={`tab-${tab.name}`}
            aria-selected={tab.name === current}
            aria-controls="tab-panel"
            tabIndex={tab.name === current ? 0 : -1}
            onClick={() => onChange(tab.name)}
          >
            {tab.label}
            {tab.count ? <span class="count">{formatCount(tab.count)}</span> : null}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${current}`}>
        {children}
      </div>
    </>
  );
}

/** The tab to which a key leads from the current one; undefined where it leads to none. */
export function nameAt<Name>(names: readonly Name[], current: Name, key: string): Name | undefined {
  const at = names.indexOf(current);
  const targets = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: names.length - 1 };
  const next = targets[key as keyof typeof targets];
  return next === undefined ? undefined : names[(next + names.length) % names.length];
}

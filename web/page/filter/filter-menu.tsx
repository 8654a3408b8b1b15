// The menu at a cell, a field or a row: what is shown applied as a filter, and what else can be done there.

import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Joint, joined } from "./filter-text.js";

/** Something else that the menu offers. */
export interface MenuAct {
  readonly label: string;
  /** Keys that do the same, as people read them. */
  readonly keys: string;
  readonly act: () => void;
}

interface Offered {
  readonly filter: string | undefined;
  readonly acts: readonly MenuAct[];
  readonly x: number;
  readonly y: number;
  /** Where the focus was. */
  readonly from: Element | null;
}

/** Offers a filter, and what else can be done, where something was clicked, or stands. */
export type Offer = (
  filter: string | undefined,
  event: MouseEvent | KeyboardEvent,
  acts?: readonly MenuAct[],
) => void;

const Offering = createContext<Offer>(() => {});

/** What offers filters in the menu. */
export function useFilterMenu(): Offer {
  return useContext(Offering);
}

/** Adds a filter to the one that is applied. */
export type AddFilter = (filter: string) => void;

const Adding = createContext<AddFilter>(() => {});

/** What adds a filter to the one that is applied, at once: packets must match both. */
export function useAddFilter(): AddFilter {
  return useContext(Adding);
}

/** True for the keys that open a menu: the menu key, and Shift+F10. */
export function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === "ContextMenu" || (key === "F10" && shiftKey);
}

export interface FilterMenuProps {
  /** The filter that is applied. */
  readonly present: string;
  readonly onApply: (filter: string) => void;
  readonly children: ComponentChildren;
}

/** Whatever is inside may offer filters. */
export function FilterMenu({ present, onApply, children }: FilterMenuProps) {
  const [offered, setOffered] = useState<Offered>();
  const offer: Offer = (filter, event, acts = []) => {
    if (filter === undefined && acts.length === 0) return;
    event.preventDefault();
    const { x, y } = placeOf(event);
    setOffered({ filter, acts, x, y, from: document.activeElement });
  };
  const close = () => {
    if (offered?.from instanceof HTMLElement) offered.from.focus();
    setOffered(undefined);
  };
  const apply = (joint: Joint) => {
    if (offered?.filter !== undefined) onApply(joined(present, offered.filter, joint));
    close();
  };
  return (
    <Offering.Provider value={offer}>
      <Adding.Provider value={(added) => onApply(joined(present, added, "and"))}>
        {children}
      </Adding.Provider>
      {offered && <Menu {...offered} hasPresent={present !== ""} onApply={apply} onClose={close} />}
    </Offering.Provider>
  );
}

interface MenuProps extends Offered {
  readonly hasPresent: boolean;
  readonly onApply: (joint: Joint) => void;
  readonly onClose: () => void;
}

const choices: readonly { readonly joint: Joint; readonly label: string }[] = [
  { joint: "only", label: "Apply as filter" },
  { joint: "not", label: "Apply: not" },
  { joint: "and", label: "… and this" },
  { joint: "or", label: "… or this" },
  { joint: "and not", label: "… and not this" },
];

function Menu({ filter, acts, x, y, hasPresent, onApply, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ left: x, top: y });
  useLayoutEffect(() => {
    const { width, height } = menu.current?.getBoundingClientRect() ?? { width: 0, height: 0 };
    const inside = (from: number, size: number, all: number) =>
      Math.max(0, Math.min(from, all - size - 4));
    setAt({ left: inside(x, width, innerWidth), top: inside(y, height, innerHeight) });
    menu.current?.querySelector("button")?.focus();
  }, [x, y]);
  useEffect(() => {
    const onPress = ({ target }: Event) => {
      if (!menu.current?.contains(target as Node)) onClose();
    };
    addEventListener("pointerdown", onPress);
    return () => removeEventListener("pointerdown", onPress);
  });
  return (
    <div
      ref={menu}
      class="filter-menu"
      role="menu"
      aria-label={acts.length > 0 ? "Packet" : "Filter"}
      tabIndex={-1}
      style={{ left: `${at.left}px`, top: `${at.top}px` }}
      onKeyDown={(event) => onKey(event, onClose)}
      onContextMenu={(event) => event.preventDefault()}
    >
      {filter !== undefined && (
        <>
          <code class="filter-menu-text">{filter}</code>
          {choices.slice(0, hasPresent ? choices.length : 2).map(({ joint, label }) => (
            <button key={joint} type="button" role="menuitem" onClick={() => onApply(joint)}>
              {label}
            </button>
          ))}
        </>
      )}
      {acts.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: within a menu it is no fieldset.
        <div class="menu-acts" role="group" aria-label="Packet">
          {acts.map(({ label, keys, act }) => (
            <button
              key={label}
              type="button"
              role="menuitem"
              onClick={() => {
                onClose();
                act();
              }}
            >
              {label} {keys && <kbd>{keys}</kbd>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function onKey(event: KeyboardEvent, onClose: () => void): void {
  const items = [...(event.currentTarget as Element).querySelectorAll("button")];
  const now = items.indexOf(document.activeElement as HTMLButtonElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) {
    items[(now + step + items.length) % items.length]?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    onClose();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function placeOf(event: MouseEvent | KeyboardEvent): { readonly x: number; readonly y: number } {
  if ("clientX" in event && (event.clientX !== 0 || event.clientY !== 0)) {
    return { x: event.clientX, y: event.clientY };
  }
  const focused = event.target as Element;
  const id = focused.getAttribute("aria-activedescendant");
  const { left, bottom } = (document.getElementById(id ?? "") ?? focused).getBoundingClientRect();
  return { x: left + 24, y: bottom };
}

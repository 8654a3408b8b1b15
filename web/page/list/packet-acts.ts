// What can be done with a packet of the list, by its menu or by keys.

import type { MenuAct } from "../filter/filter-menu.js";
import { isShortcut } from "../parts/use-shortcut.js";
import type { Marks } from "./marks.js";
import type { TimeReference } from "./packet-time.js";
import type { TimedRow } from "./timed-rows.js";
import type { MarkActions } from "./use-marks.js";

/** What the acts change. */
export interface ListActions extends MarkActions {
  /** Counts times from a packet; undefined: from none. */
  readonly setReference: (reference: TimeReference | undefined) => void;
}

interface Act extends MenuAct {
  /** A letter alone, for browsers that keep Wireshark's keys for themselves; then those. */
  readonly shortcuts: readonly string[];
}

/** What can be done at a row; at none where there is no packet. */
export function actsAt(
  row: TimedRow | undefined,
  marks: Marks,
  reference: TimeReference | undefined,
  actions: ListActions,
): readonly Act[] {
  return [
    ...(row ? [markAct(row, marks, actions), ...referenceActs(row, reference, actions)] : []),
    ...(marks.size > 0 ? goingActs(actions) : []),
  ];
}

function markAct({ number }: TimedRow, marks: Marks, { toggleMark }: ListActions): Act {
  const label = marks.has(number - 1) ? "Unmark packet" : "Mark packet";
  return act(label, ["M", "Ctrl+M"], () => toggleMark(number - 1));
}

function goingActs({ goToMark, clearMarks }: ListActions): Act[] {
  return [
    act("Next mark", ["N", "Ctrl+Shift+N"], () => goToMark(1)),
    act("Previous mark", ["B", "Ctrl+Shift+B"], () => goToMark(-1)),
    act("Clear all marks", ["Ctrl+Alt+M"], clearMarks),
  ];
}

function referenceActs(
  { number, timestamp }: TimedRow,
  reference: TimeReference | undefined,
  { setReference }: ListActions,
): Act[] {
  const keys = ["T", "Ctrl+T"];
  const index = number - 1;
  if (reference?.index === index) {
    return [act("Clear time reference", keys, () => setReference(undefined))];
  }
  // A packet without a time has nothing to count from.
  if (timestamp === undefined) return [];
  return [act("Set time reference", keys, () => setReference({ index, timestamp }))];
}

function act(label: string, shortcuts: readonly string[], does: () => void): Act {
  return { label, shortcuts, keys: shortcuts.join(" · "), act: does };
}

/** Does what the keys ask for; whether they asked for something. */
export function actOnKeys(event: KeyboardEvent, acts: readonly Act[]): boolean {
  const asked = acts.find(({ shortcuts }) => shortcuts.some((keys) => isShortcut(event, keys)));
  asked?.act();
  return asked !== undefined;
}

// The keys that go on finding, wherever the focus is.

import { useShortcut } from "../parts/use-shortcut.js";
import type { Finding } from "./use-find.js";

export interface FindKeysProps {
  readonly finding: Finding;
  /** There is nothing yet to go on with. */
  readonly onOpen: () => void;
}

/** Shows nothing; the keys are those of the capture that is shown. */
export function FindKeys({ finding: { query, go }, onOpen }: FindKeysProps) {
  const find = (step: 1 | -1) => (query.text === "" ? onOpen() : go(step));
  useShortcut("F3", () => find(1));
  useShortcut("Shift+F3", () => find(-1));
  return null;
}

// What stays of a tree when another packet is shown: which fields are open, which is selected.
import { useState } from "preact/hooks";
import type { FieldNode } from "./field-tree.js";

export interface TreeMemory {
  readonly selected: FieldNode | undefined;
  readonly select: (node: FieldNode | undefined) => void;
  /** What the user chose for fields of this name; undefined where nothing was chosen. */
  readonly chosen: (name: string) => boolean | undefined;
  /** Opens or closes all fields of these names. */
  readonly choose: (names: readonly string[], isOpen: boolean) => void;
}

export function useTreeMemory(): TreeMemory {
  const [selected, select] = useState<FieldNode>();
  const [choices, setChoices] = useState<ReadonlyMap<string, boolean>>(new Map());
  const choose = (names: readonly string[], isOpen: boolean) => {
    setChoices((before) => new Map([...before, ...names.map((name) => [name, isOpen] as const)]));
  };
  return { selected, select, chosen: (name) => choices.get(name), choose };
}

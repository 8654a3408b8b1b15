// What stays of a list of packets while another capture is shown.
import type { Position } from "../parts/virtual-scroll.js";

export interface ListMemory {
  /** Where it was scrolled to. */
  readonly position: { current: Position };
  /** The selection that was scrolled to last, with its row and its listing. */
  shown: readonly unknown[];
}

/** Of a list that was not shown yet. */
export function newListMemory(): ListMemory {
  return { position: { current: { topRow: 0, scrollTop: 0 } }, shown: [] };
}

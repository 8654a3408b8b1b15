// The lists of a layer, its conversations and its endpoints: sorted by the core, and in parts.
import { rangeOf } from "../base/range.js";
import { SortBy } from "../core/core.js";
import type { SummaryCore } from "../core/core-summary.js";
import type { ListLayer } from "../record/conversation.js";

/** What endpoints are sorted by: the most come first. */
export type EndpointOrder = "bytes" | "packets";

/** What conversations are sorted by: the most, the earliest in the capture or the longest come first. */
export type ConversationOrder = EndpointOrder | "first" | "duration";

/** A part of a list. */
export interface ListPart<Row> {
  /** Rows of the whole list. */
  readonly length: number;
  /** Those that were asked for. */
  readonly rows: readonly Row[];
}

/** @internal */
export type ListKind = "conversations" | "endpoints";

type Range = readonly [from?: number, to?: number];

const ORDERS: Record<ListKind, readonly string[]> = {
  conversations: ["bytes", "packets", "first", "duration"],
  endpoints: ["bytes", "packets"],
};

/** @internal The lists of a capture. The core keeps the one that was sorted last for its next part. */
export class Lists {
  #kept: { readonly name: string; readonly length: number } | undefined;

  /** All of a list, in the order of the capture. A TypeError where there is no such layer. */
  all(core: SummaryCore, kind: ListKind, layer: ListLayer): readonly unknown[] {
    this.#kept = undefined;
    const rows = core.listed(0, core.list(kind, numberOf(core, layer), SortBy.first));
    core.closeList();
    return Object.freeze(rows);
  }

  /** The part of a sorted list of the first `packets`. Throws a TypeError or RangeError. */
  part(
    core: SummaryCore,
    packets: number,
    kind: ListKind,
    [layer, order]: readonly [layer: ListLayer, order: ConversationOrder],
    range: Range,
  ): ListPart<unknown> {
    if (!ORDERS[kind].includes(order)) {
      throw new TypeError(`order must be one of ${ORDERS[kind].join(", ")}`);
    }
    const name = [kind, layer, order, packets].join(" ");
    if (this.#kept?.name !== name) {
      this.#kept = undefined;
      this.#kept = { name, length: core.list(kind, numberOf(core, layer), SortBy[order]) };
    }
    const { length } = this.#kept;
    return Object.freeze({
      length,
      rows: Object.freeze(core.listed(...rangeOf(length, ...range))),
    });
  }
}

/** @internal The core's number of a layer; a TypeError when there is none of this name. */
export function numberOf(core: SummaryCore, layer: ListLayer): number {
  const layers = core.listLayers();
  const number = layers.indexOf(layer);
  if (number < 0) throw new TypeError(`layer must be one of ${layers.join(", ")}`);
  return number;
}

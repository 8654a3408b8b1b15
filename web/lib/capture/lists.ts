// The lists of a layer, its conversations and its endpoints: sorted by the core, and in parts.
import type { BitSet } from "../base/bit-set.js";
import { CaptureError } from "../base/capture-error.js";
import { requireOptions } from "../base/option-names.js";
import { rangeOf } from "../base/range.js";
import { SortBy } from "../core/core.js";
import type { SummaryCore } from "../core/core-summary.js";
import type { ListLayer } from "../record/conversation.js";
import type { RawHierarchy } from "../record/hierarchy.js";
import { type Listed, Listing } from "./listing.js";

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

/** Options of the lists of a capture and of {@link Capture.hierarchy}. */
export interface ListOptions {
  /**
   * Only what the packets of this listing of the same capture come to, as far as it has come: numbers and
   * sides stay those of the capture. Not of the layers `ethernet` and `wlan`.
   */
  readonly within?: Listing;
}

interface Kept {
  readonly name: string;
  readonly of: BitSet | undefined;
  readonly length: number;
}

/** @internal The lists of a capture. The core keeps the one that was sorted last for its next part. */
export class Lists {
  #kept: Kept | undefined;

  /** All of a list, in the order of the capture. A TypeError where there is no such layer. */
  all(
    core: SummaryCore,
    kind: ListKind,
    layer: ListLayer,
    within: BitSet | undefined,
  ): readonly unknown[] {
    this.#kept = undefined;
    choose(core, layer, within);
    const rows = core.listed(0, core.list(kind, numberOf(core, layer), SortBy.first));
    core.closeList();
    return Object.freeze(rows);
  }

  /** The sums and rows of the hierarchy of protocols. */
  hierarchy(core: SummaryCore, within: BitSet | undefined): RawHierarchy {
    this.#kept = undefined; // choosing ends lists
    core.choose(within);
    return core.hierarchy();
  }

  /** The part of a sorted list of the first `packets`. Throws a TypeError or RangeError. */
  part(
    core: SummaryCore,
    packets: number,
    kind: ListKind,
    [layer, order]: readonly [layer: ListLayer, order: ConversationOrder],
    range: Range,
    within: BitSet | undefined,
  ): ListPart<unknown> {
    if (!ORDERS[kind].includes(order)) {
      throw new TypeError(`order must be one of ${ORDERS[kind].join(", ")}`);
    }
    const name = [kind, layer, order, within?.size ?? packets].join(" ");
    if (this.#kept?.name !== name || this.#kept.of !== within) {
      this.#kept = undefined;
      choose(core, layer, within);
      const length = core.list(kind, numberOf(core, layer), SortBy[order]);
      this.#kept = { name, of: within, length };
    }
    const { length } = this.#kept;
    return Object.freeze({
      length,
      rows: Object.freeze(core.listed(...rangeOf(length, ...range))),
    });
  }
}

/** @internal The packets that lists are of; undefined: all. Throws a TypeError for what is no listing. */
export function withinOf(options: ListOptions, listed: Listed): BitSet | undefined {
  requireOptions("options", options, { within: true });
  const { within } = options;
  return within === undefined ? undefined : Listing.chosenIn(within, listed).chosen;
}

function choose(core: SummaryCore, layer: ListLayer, within: BitSet | undefined): void {
  if (within && (layer === "ethernet" || layer === "wlan")) {
    const message = `A listing has no list of the layer ${layer}: only of ip, tcp, udp and sctp.`;
    throw new CaptureError("unsupported", message);
  }
  core.choose(within);
}

/** @internal The core's number of a layer; a TypeError when there is none of this name. */
export function numberOf(core: SummaryCore, layer: ListLayer): number {
  const layers = core.listLayers();
  const number = layers.indexOf(layer);
  if (number < 0) throw new TypeError(`layer must be one of ${layers.join(", ")}`);
  return number;
}

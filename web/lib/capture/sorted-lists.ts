// The lists of a layer, sorted and in parts.
import { rangeOf } from "../base/range.js";
import type { SummaryCore } from "../core/core-summary.js";
import type { Conversation, ConversationOf, Endpoint, ListLayer } from "../record/conversation.js";
import { conversationsOf, endpointsOf } from "./lists.js";

/** What endpoints are sorted by: the most come first. */
export type EndpointOrder = "bytes" | "packets";

/** What conversations are sorted by: the most, the earliest or the longest come first. */
export type ConversationOrder = "bytes" | "packets" | "first" | "duration";

/** A part of a list. */
export interface ListPart<Row> {
  /** Rows of the whole list. */
  readonly length: number;
  /** Those that were asked for. */
  readonly rows: readonly Row[];
}

type Key<Row> = (row: Row) => number | bigint;

// The largest first. Without a time all are alike.
const CONVERSATION_KEYS: Record<ConversationOrder, Key<Conversation>> = {
  bytes: ({ bytesAB, bytesBA }) => bytesAB + bytesBA,
  packets: ({ packetsAB, packetsBA }) => packetsAB + packetsBA,
  first: ({ first = 0n }) => -first,
  duration: ({ duration = 0n }) => duration,
};

const ENDPOINT_KEYS: Record<EndpointOrder, Key<Endpoint>> = {
  bytes: ({ bytes }) => bytes,
  packets: ({ packets }) => packets,
};

/** @internal Sorts lists; the one that was asked for last is kept, so that the next part of it is at hand. */
export class SortedLists {
  #kept: { readonly name: string; readonly rows: readonly unknown[] } | undefined;

  /** The part [from, to) of the conversations. Throws a TypeError or RangeError. */
  conversations<Layer extends ListLayer>(
    core: SummaryCore,
    layer: Layer,
    order: ConversationOrder,
    range: readonly [from?: number, to?: number],
  ): ListPart<ConversationOf<Layer>> {
    const key = keyOf(CONVERSATION_KEYS, order);
    const make = () => sorted(conversationsOf(core, layer), key);
    return part(this.#rows(`conversations ${layer} ${order}`, make), range);
  }

  /** The part [from, to) of the endpoints. Throws a TypeError or RangeError. */
  endpoints(
    core: SummaryCore,
    layer: ListLayer,
    order: EndpointOrder,
    range: readonly [from?: number, to?: number],
  ): ListPart<Endpoint> {
    const key = keyOf(ENDPOINT_KEYS, order);
    const make = () => sorted(endpointsOf(core, layer), key);
    return part(this.#rows(`endpoints ${layer} ${order}`, make), range);
  }

  // The name says of which type the rows are.
  #rows<Row>(name: string, make: () => readonly Row[]): readonly Row[] {
    if (this.#kept?.name !== name) this.#kept = { name, rows: make() };
    return this.#kept.rows as readonly Row[];
  }
}

function keyOf<Order extends string, Row>(keys: Record<Order, Key<Row>>, order: Order): Key<Row> {
  if (Object.hasOwn(keys, order)) return keys[order];
  throw new TypeError(`order must be one of ${Object.keys(keys).join(", ")}`);
}

function sorted<Row>(rows: readonly Row[], key: Key<Row>): readonly Row[] {
  const keyed = rows.map((row) => ({ row, key: key(row) }));
  keyed.sort((a, b) => (a.key > b.key ? -1 : a.key < b.key ? 1 : 0));
  return keyed.map(({ row }) => row);
}

function part<Row>(
  all: readonly Row[],
  [from, to]: readonly [from?: number, to?: number],
): ListPart<Row> {
  const [begin, end] = rangeOf(all.length, from, to);
  return Object.freeze({ length: all.length, rows: Object.freeze(all.slice(begin, end)) });
}

// The lists of a layer: its conversations and its endpoints.
import type { SummaryCore } from "../core/core-summary.js";
import type { ConversationOf, Endpoint, ListLayer } from "../record/conversation.js";

/** @internal The conversations of a layer; a TypeError when there is none of this name. */
export function conversationsOf<Layer extends ListLayer>(
  core: SummaryCore,
  layer: Layer,
): readonly ConversationOf<Layer>[] {
  const rows = core.conversations(numberOf(core, layer));
  return Object.freeze(rows) as readonly ConversationOf<Layer>[];
}

/** @internal The endpoints of a layer; a TypeError when there is none of this name. */
export function endpointsOf(core: SummaryCore, layer: ListLayer): readonly Endpoint[] {
  return Object.freeze(core.endpoints(numberOf(core, layer)));
}

/** @internal The core's number of a layer; a TypeError when there is none of this name. */
export function numberOf(core: SummaryCore, layer: ListLayer): number {
  const layers = core.listLayers();
  const number = layers.indexOf(layer);
  if (number < 0) throw new TypeError(`layer must be one of ${layers.join(", ")}`);
  return number;
}

// Expert information of a capture.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireSignal } from "../base/require.js";
import { ExpertCore } from "../core/expert-core.js";
import type { ExpertItem } from "../record/expert-item.js";
import { batchesOf, type MakeBatches } from "./batches.js";
import { type Listed, Listing } from "./listing.js";
import type { PacketIndex } from "./packet-index.js";
import type { Filtering } from "./table.js";

/** Options of {@link Capture.expert}. */
export interface ExpertOptions {
  /** Only of packets of this listing of the same capture. One that still grows is waited for. */
  readonly within?: Listing;
  /** Ends it: rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

const NAMES: Names<ExpertOptions> = { within: true, signal: true };

/** @internal In the order of the packets, in batches. */
export function expertOf(
  index: PacketIndex,
  listed: Listed,
  options: ExpertOptions,
  filtering: Filtering,
): AsyncIterable<readonly ExpertItem[]> {
  requireOptions("options", options, NAMES);
  const { within, signal } = options;
  requireSignal(signal);
  if (within !== undefined) Listing.chosenIn(within, listed);
  const chosen = signal && { signal };
  const make: MakeBatches<readonly ExpertItem[]> = (core, isAlone) => {
    const expert = new ExpertCore(core, isAlone);
    expert.dissectAs(index.choices);
    expert.start();
    return expert;
  };
  return batchesOf(
    index,
    make,
    { from: 0, to: listed.length(), ...chosen },
    async () => within && filtering("", { within, ...chosen }),
  );
}

// The filter of an open capture, and the packets that it matches.

import type { FilterProgress } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { useEffect, useState } from "preact/hooks";
import { type Filter, NO_FILTER } from "../capture/address.js";
import { type Failure, failureOf } from "../capture/capture-failure.js";
import { throttled } from "../capture/throttled.js";

export interface Filtering {
  /** What filter this is of: the one before, until something is known of the present one. */
  readonly of: Filter;
  /** The packets that it matches so far. */
  readonly listing: RemoteListing;
  /** While it runs. */
  readonly progress?: FilterProgress | undefined;
  /** Why it could not be applied, or not to its end. */
  readonly failure?: Failure | undefined;
}

/** Applies a filter, and another one in its place. */
export function useFilter(capture: RemoteCapture, filter: Filter): Filtering {
  const [found, setFound] = useState<Filtering>({ of: NO_FILTER, listing: capture.all });
  const { growing } = capture;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come since is filtered at the end.
  useEffect(() => {
    if (filter.text === "") return setFound({ of: filter, listing: capture.all });
    return run(capture, filter, setFound);
  }, [capture, filter, growing]);
  return found;
}

/** Applies a filter; gives what stops it. */
function run(capture: RemoteCapture, filter: Filter, show: (found: Filtering) => void): () => void {
  let isWanted = true;
  let listing: RemoteListing | undefined;
  let progress: FilterProgress | undefined;
  const showMine = (found: Omit<Filtering, "of">) => {
    if (isWanted) show({ of: filter, ...found });
  };
  const onProgress = throttled((now: FilterProgress) => {
    progress = now;
    if (listing) showMine({ listing, progress });
  });
  const follow = async () => {
    try {
      const { language, text } = filter;
      const wanted = language === "bpf" ? { bpf: text } : text;
      listing = await capture.filter(wanted, { growing: true, onProgress });
      if (!isWanted) return void listing.close();
      showMine({ listing, progress });
      while (isWanted && (await listing.grown()));
      showMine({ listing });
    } catch (reason) {
      showMine({ listing: listing ?? capture.all, failure: failureOf(reason) });
    }
  };
  void follow();
  return () => {
    isWanted = false;
    void listing?.close().catch(() => {}); // the capture may be closed
  };
}

// The display filter of an open capture, and the packets that it matches.

import type { FilterProgress } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { useCallback, useEffect, useState } from "preact/hooks";
import { type Failure, failureOf } from "../capture/capture-failure.js";
import { throttled } from "../capture/throttled.js";

export interface Filtering {
  /** The filter that is applied; empty: all packets are shown. */
  readonly text: string;
  /** The packets that it matches so far. */
  readonly listing: RemoteListing;
  /** While it runs. */
  readonly progress?: FilterProgress | undefined;
  /** Why it could not be applied, or not to its end. */
  readonly failure?: Failure | undefined;
  /** Applies another one. */
  readonly apply: (text: string) => void;
}

type Found = Omit<Filtering, "text" | "apply">;

/** Filters are in the address of the page, so that Back leads to the one before. */
export function useFilter(capture: RemoteCapture): Filtering {
  const { text, apply } = useAddress();
  const [found, setFound] = useState<Found>({ listing: capture.all });
  const { growing } = capture;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what has come since is filtered at the end.
  useEffect(() => {
    if (text === "") return setFound({ listing: capture.all });
    return run(capture, text, setFound);
  }, [capture, text, growing]);
  return { text, apply, ...found };
}

/** Applies a filter; gives what stops it. */
function run(capture: RemoteCapture, text: string, show: (found: Found) => void): () => void {
  let isWanted = true;
  let listing: RemoteListing | undefined;
  let progress: FilterProgress | undefined;
  const showMine = (found: Found) => {
    if (isWanted) show(found);
  };
  const onProgress = throttled((now: FilterProgress) => {
    progress = now;
    if (listing) showMine({ listing, progress });
  });
  const follow = async () => {
    try {
      listing = await capture.filter(text, { growing: true, onProgress });
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

const NAME = "filter";

/** The filter in the address: what stands behind `#filter=`. */
export function filterIn(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get(NAME) ?? "";
}

function useAddress(): { readonly text: string; readonly apply: (text: string) => void } {
  const [text, setText] = useState(() => filterIn(location.hash));
  useEffect(() => {
    const onMove = () => setText(filterIn(location.hash));
    addEventListener("popstate", onMove);
    return () => removeEventListener("popstate", onMove);
  }, []);
  const apply = useCallback((next: string) => {
    const wanted = next.trim();
    if (wanted !== filterIn(location.hash)) history.pushState(null, "", addressWith(wanted));
    setText(wanted);
  }, []);
  return { text, apply };
}

function addressWith(filter: string): string {
  const { pathname, search } = location;
  if (filter === "") return pathname + search;
  return `${pathname}${search}#${new URLSearchParams({ [NAME]: filter })}`;
}

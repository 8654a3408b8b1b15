// Looking for a packet: what is typed, and what came of it.

import type { FilterMessage } from "packetglass";
import type { RemoteCapture, RemoteListing } from "packetglass/worker";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { NO_FILTER } from "../capture/address.js";
import { failureOf } from "../capture/capture-failure.js";
import { haveSame } from "../capture/have-same.js";
import { throttled } from "../capture/throttled.js";
import { check } from "../filter/check.js";
import { useReport } from "../filter/use-report.js";
import { type FindPlan, type FindQuery, NO_QUERY, planOf } from "./find-query.js";
import {
  type Found,
  type Search,
  type SearchProgress,
  type Step,
  searchByFilter,
} from "./search.js";
import { searchDetails } from "./search-details.js";

/** What came of looking for something. */
export type FindOutcome =
  | { readonly kind: "idle" }
  | { readonly kind: "searching" }
  | { readonly kind: "found"; readonly found: Found; readonly step: Step }
  | { readonly kind: "absent" }
  | { readonly kind: "failed"; readonly message: string };

export interface Finding {
  readonly query: FindQuery;
  /** Looks for something else from now on; a search under way is given up. */
  readonly change: (query: FindQuery) => void;
  /** What is wrong with what is typed, and in which text. */
  readonly wrong: { readonly text: string; readonly message: FilterMessage } | undefined;
  readonly outcome: FindOutcome;
  /** Of the search under way, or the last one. */
  readonly progress: SearchProgress | undefined;
  /** Selects the next packet that is found, or the one before. */
  readonly go: (step: Step) => void;
  /** Gives up a search under way. */
  readonly stop: () => void;
}

const IDLE: FindOutcome = { kind: "idle" };

/** Looks through the packets that are shown, from the selected one on. */
export function useFind(
  capture: RemoteCapture,
  listing: RemoteListing,
  selected: number | undefined,
  onFound: (index: number) => void,
): Finding {
  const [query, setQuery] = useState(NO_QUERY);
  const [outcome, setOutcome] = useState(IDLE);
  const { searchFor, progress, end } = useSearch(capture, listing);
  const asked = useRef(0);
  const plan = useMemo(() => planOf(query), [query]);
  const wrong = useWrong(query, plan, capture);
  const stop = () => {
    asked.current += 1;
    end();
    setOutcome(IDLE);
  };
  const change = (next: FindQuery) => {
    stop();
    setQuery(next);
  };
  const find = async (step: Step) => {
    if (plan === undefined || plan.kind === "wrong") return;
    asked.current += 1;
    const mine = asked.current;
    const isWanted = () => asked.current === mine;
    try {
      if (plan.kind === "filter" && (await check(asFilter(plan.filter), capture)).error) return;
      if (!isWanted()) return;
      setOutcome({ kind: "searching" });
      const found = await searchFor(plan).find(selected, step);
      if (!isWanted()) return;
      setOutcome(found ? { kind: "found", found, step } : { kind: "absent" });
      if (found) onFound(found.index);
    } catch (reason) {
      if (!isWanted()) return;
      end(); // the next one starts anew
      setOutcome({ kind: "failed", message: failureOf(reason).message });
    }
  };
  const go = (step: Step) => void find(step);
  return { query, change, wrong, outcome, progress, go, stop };
}

type Searched = Exclude<FindPlan, { kind: "wrong" }>;

/** The search that is under way, or was last: it goes on where the same is looked for in the same packets. */
function useSearch(capture: RemoteCapture, listing: RemoteListing) {
  const [progress, setProgress] = useState<SearchProgress>();
  const running = useRef<{ about: readonly unknown[]; search: Search }>(undefined);
  useEffect(() => () => running.current?.search.close(), []);
  const end = () => {
    running.current?.search.close();
    running.current = undefined;
    setProgress(undefined);
  };
  const searchFor = (wanted: Searched): Search => {
    const about = [wanted, listing, listing.length, capture.length];
    if (running.current && haveSame(running.current.about, about)) return running.current.search;
    end();
    const now = throttled(setProgress);
    const onProgress = (next: SearchProgress) => {
      if (running.current?.search !== search) return;
      // The last one says how many there are.
      if (next.packets === next.total) setProgress(next);
      else now(next);
    };
    const search: Search =
      wanted.kind === "filter"
        ? searchByFilter(capture, listing, wanted.filter, onProgress)
        : searchDetails(capture, listing, wanted, onProgress);
    running.current = { about, search };
    return search;
  };
  return { searchFor, progress, end };
}

/** What is wrong with a query, said while it is typed. */
function useWrong(
  { kind, text }: FindQuery,
  plan: FindPlan | undefined,
  capture: RemoteCapture,
): Finding["wrong"] {
  const filter = useMemo(
    () => (plan?.kind === "filter" ? asFilter(plan.filter) : NO_FILTER),
    [plan],
  );
  const report = useReport(filter, capture);
  if (plan?.kind === "wrong") return { text, message: { ...plan, column: 0, length: 0 } };
  if (!report?.error || report.of !== filter) return undefined;
  // A filter that was made of a pattern is not what was typed: the pattern as a whole is.
  const place = kind === "filter" ? {} : { column: 0, length: text.length };
  return { text: text.trimStart(), message: { ...report.error, ...place } };
}

function asFilter(text: string) {
  return { language: "display", text } as const;
}

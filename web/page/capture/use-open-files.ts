// The files that are open: opening more of them, showing one, closing them; and the address of the page.
//
// The address has the filter of the file that is shown, and each entry of the browser's history
// remembers the file it was of: Back leads to that file, and never gives its filter to another.

import { terminate } from "packetglass/worker";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { addressWith, type Filter, filterIn, isSameFilter, NO_FILTER } from "./address.js";
import type { Failure } from "./capture-failure.js";
import { followOpening } from "./follow-opening.js";
import type { Choice } from "./obtain-source.js";
import {
  currentOf,
  NO_FILES,
  type OpenFiles,
  type View,
  withChange,
  withFile,
  withoutFile,
  withShown,
} from "./open-files.js";

export interface FileActions {
  /** What is open or is about to be: ahead of what is rendered. */
  readonly latest: () => OpenFiles;
  /** Opens one more file and shows it. Never rejects: its view reports what failed. */
  readonly open: (choice: Choice) => Promise<void>;
  /** Shows why something that was asked for cannot be had. */
  readonly fail: (name: string, failure: Failure) => void;
  readonly show: (id: number) => void;
  /** Stops what is still read of a file, and closes it. */
  readonly close: (id: number) => void;
  /** Applies a filter to a file. */
  readonly filter: (id: number, filter: Filter) => void;
}

export function useOpenFiles(): readonly [OpenFiles, FileActions] {
  const [files, setFiles] = useState<OpenFiles>(NO_FILES);
  const latest = useRef<OpenFiles>(NO_FILES);
  const actions = useMemo(() => {
    const set = (next: OpenFiles) => {
      latest.current = next;
      setFiles(next);
    };
    return actionsOn(() => latest.current, set);
  }, []);
  useEffect(() => {
    const onMove = ({ state }: PopStateEvent) => actions.move(Object(state).file);
    addEventListener("popstate", onMove);
    return () => {
      removeEventListener("popstate", onMove);
      for (const { end } of latest.current.files) end();
    };
  }, [actions]);
  return [files, actions];
}

// The history outlives a reload of the page: ids of an earlier visit must mean nothing in this one.
let lastId = Date.now();

function actionsOn(latest: () => OpenFiles, set: (next: OpenFiles) => void) {
  const write = (how: "pushState" | "replaceState") => {
    const file = currentOf(latest());
    const address = addressWith(file?.filter ?? NO_FILTER, location);
    history[how](file && { file: file.id }, "", address);
  };
  const add = (view: View, end: () => void): number => {
    lastId += 1;
    const next = withFile(latest(), { id: lastId, view, filter: NO_FILTER, end });
    // The filter of a link is for the first file.
    const isFirst = next.files.length === 1;
    set(isFirst ? withChange(next, lastId, { filter: filterIn(location.hash) }) : next);
    write(isFirst ? "replaceState" : "pushState");
    return lastId;
  };
  const open = async (choice: Choice) => {
    const controller = new AbortController();
    const begun: View = { kind: "opening", name: choice.name, since: performance.now() };
    const id = add(begun, () => controller.abort());
    await followOpening(choice, controller.signal, (view) => {
      set(withChange(latest(), id, { view }));
      // With a new Worker its memory goes back at once; but the other files are in it, too.
      const hasFailed = view.kind === "failed" && view.failure.code === "out_of_memory";
      if (hasFailed && latest().files.length === 1) void terminate();
    });
  };
  const fail = (name: string, failure: Failure) => {
    add({ kind: "failed", name, failure }, () => {});
  };
  const show = (id: number) => {
    if (id === currentOf(latest())?.id) return;
    set(withShown(latest(), id));
    write("pushState");
  };
  const close = (id: number) => {
    latest()
      .files.find((file) => file.id === id)
      ?.end();
    set(withoutFile(latest(), id));
    write("replaceState");
  };
  const filter = (id: number, next: Filter) => {
    const file = latest().files.find((one) => one.id === id);
    if (!file || isSameFilter(file.filter, next)) return;
    set(withChange(latest(), id, { filter: next }));
    if (id === currentOf(latest())?.id) write("pushState");
  };
  /**
   * The browser went to an entry of its history: of a file, or of an address that was typed. That of a
   * file which was closed gets the address of what is shown.
   */
  const move = (id = currentOf(latest())?.id) => {
    if (id === undefined) return;
    const given = filterIn(location.hash);
    const known = latest().files.find((one) => one.id === id)?.filter ?? NO_FILTER;
    // The same filter is not to be applied again.
    const filter = isSameFilter(known, given) ? known : given;
    set(withChange(withShown(latest(), id), id, { filter }));
    write("replaceState");
  };
  return { latest, open, fail, show, close, filter, move };
}

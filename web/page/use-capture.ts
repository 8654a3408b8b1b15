// What the page shows: nothing yet, a file being opened, why it failed, or a capture.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Failure } from "./capture-failure.js";
import type { Progress } from "./messages.js";
import type { RemoteCapture } from "./remote-capture.js";
import type { WorkerClient } from "./worker-client.js";

/** A file of the user, or a path on the page's own origin. */
export interface Choice {
  readonly name: string;
  readonly source: Blob | string;
  /** As the option of `openCapture`: where it is compressed. */
  readonly maxDecompressed?: number;
}

export type View =
  | { kind: "empty" }
  | { kind: "opening"; name: string; since: number; progress?: Progress }
  | { kind: "failed"; name: string; failure: Failure; choice?: Choice }
  | { kind: "open"; name: string; capture: RemoteCapture };

export interface CaptureState {
  readonly view: View;
  /** What is shown or is about to be: ahead of `view` until the page has rendered. */
  readonly latestView: () => View;
  /** Opens a file in the place of what is shown. Never rejects: the view tells what failed. */
  readonly open: (choice: Choice) => Promise<void>;
  /** Stops what is being opened. */
  readonly cancel: () => void;
  /** Shows why something that was asked for cannot be had. */
  readonly fail: (name: string, failure: Failure) => void;
}

export function useCapture(client: WorkerClient): CaptureState {
  const [view, setView] = useState<View>({ kind: "empty" });
  const latest = useRef<View>(view);
  const opening = useRef<AbortController | undefined>(undefined);

  const latestView = useCallback(() => latest.current, []);
  const show = useCallback((next: View) => {
    latest.current = next;
    setView(next);
  }, []);
  const cancel = useCallback(() => opening.current?.abort(), []);
  const fail = useCallback(
    (name: string, failure: Failure) => {
      opening.current?.abort();
      opening.current = undefined; // What is being opened shall not show itself any more.
      show({ kind: "failed", name, failure });
    },
    [show],
  );
  const open = useCallback(
    (choice: Choice) => {
      opening.current?.abort();
      opening.current = new AbortController();
      return follow(client, choice, opening.current, show, () => opening.current);
    },
    [client, show],
  );
  useEffect(() => cancel, [cancel]);
  useEffect(() => {
    if (view.kind !== "open") return;
    return () => view.capture.close();
  }, [view]);
  return { view, latestView, open, cancel, fail };
}

/** Shows how one file is opened, for as long as no later one has taken its place. */
async function follow(
  client: WorkerClient,
  choice: Choice,
  mine: AbortController,
  show: (view: View) => void,
  latest: () => AbortController | undefined,
): Promise<void> {
  const showMine = (view: View) => {
    if (latest() === mine) show(view);
  };
  const { name, source, maxDecompressed } = choice;
  const since = performance.now();
  const onProgress = (progress: Progress) => showMine({ kind: "opening", name, since, progress });
  showMine({ kind: "opening", name, since });
  try {
    const capture = await client.open(source, {
      signal: mine.signal,
      onProgress,
      maxDecompressed,
    });
    showMine({ kind: "open", name, capture });
  } catch (reason) {
    showMine(failedView(choice, reason as Failure));
  }
}

function failedView(choice: Choice, failure: Failure): View {
  if (failure.code === "cancelled") return { kind: "empty" };
  return { kind: "failed", name: choice.name, failure, choice };
}

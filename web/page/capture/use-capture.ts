// What the page shows: nothing yet, a file being opened, why it failed, or a capture.

import type { Progress } from "packetglass";
import { openCapture, type RemoteCapture } from "packetglass/worker";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Failure, failureOf } from "./capture-failure.js";
import { obtainSource } from "./obtain-source.js";
import { throttled } from "./throttled.js";

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
  | { kind: "open"; name: string; capture: RemoteCapture; reading?: Progress; failure?: Failure };

export interface CaptureState {
  readonly view: View;
  /** What is shown or is about to be: ahead of `view` until the page has rendered. */
  readonly latestView: () => View;
  /** Opens a file in the place of what is shown. Never rejects: the view reports what failed. */
  readonly open: (choice: Choice) => Promise<void>;
  /** Stops what is being opened or still read, and shows nothing of it any more. */
  readonly cancel: () => void;
  /** Shows why something that was asked for cannot be had. */
  readonly fail: (name: string, failure: Failure) => void;
}

export function useCapture(): CaptureState {
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
      return follow(choice, opening.current, show, () => opening.current);
    },
    [show],
  );
  useEffect(() => cancel, [cancel]);
  const capture = view.kind === "open" ? view.capture : undefined;
  useEffect(() => () => void capture?.close(), [capture]);
  return { view, latestView, open, cancel, fail };
}

/** Shows how one file is opened, for as long as no later one has taken its place. */
async function follow(
  choice: Choice,
  mine: AbortController,
  show: (view: View) => void,
  latest: () => AbortController | undefined,
): Promise<void> {
  const showMine = (view: View) => {
    if (latest() === mine) show(view);
  };
  const { name } = choice;
  const since = performance.now();
  let capture: RemoteCapture | undefined;
  let reading: Progress | undefined;
  const onProgress = (progress: Progress) => {
    reading = progress;
    if (capture === undefined) showMine({ kind: "opening", name, since, progress });
  };
  const showOpen = throttled((open: RemoteCapture) =>
    showMine({ kind: "open", name, capture: open, ...(reading && { reading }) }),
  );
  showMine({ kind: "opening", name, since });
  try {
    capture = await openedChoice(choice, mine.signal, throttled(onProgress));
    if (latest() !== mine) return void capture.close();
    showOpen(capture);
    while (await untilGrown(capture, mine.signal)) showOpen(capture);
    showMine({ kind: "open", name, capture });
  } catch (reason) {
    if (mine.signal.aborted) showMine({ kind: "empty" });
    else if (capture) showMine({ kind: "open", name, capture, failure: failureOf(reason) });
    else showMine({ kind: "failed", name, failure: failureOf(reason), choice });
  }
}

/** Whether it has grown; an abort closes it. */
async function untilGrown(capture: RemoteCapture, signal: AbortSignal): Promise<boolean> {
  const close = () => void capture.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    return await capture.grown();
  } finally {
    signal.removeEventListener("abort", close);
  }
}

async function openedChoice(
  { source, maxDecompressed }: Choice,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<RemoteCapture> {
  return openCapture(await obtainSource(source, signal), {
    summary: true,
    growing: true,
    signal,
    onProgress,
    ...(maxDecompressed !== undefined && { maxDecompressed }),
  });
}

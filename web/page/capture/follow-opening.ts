// Opening a file, from its first byte to its last: what there is to see of it on the way.

import type { Progress } from "packetglass";
import { openCapture, type RemoteCapture } from "packetglass/worker";
import { failureOf } from "./capture-failure.js";
import { type Choice, obtainSource } from "./obtain-source.js";
import type { View } from "./open-files.js";
import { throttled } from "./throttled.js";

/**
 * Shows how a file is opened, and resolves when it is, or has failed. Once the signal is aborted nothing
 * is shown any more, and its capture is closed.
 */
export async function followOpening(
  choice: Choice,
  signal: AbortSignal,
  show: (view: View) => void,
): Promise<void> {
  const { name } = choice;
  const showWanted = (view: View) => {
    if (!signal.aborted) show(view);
  };
  const since = performance.now();
  let capture: RemoteCapture | undefined;
  let reading: Progress | undefined;
  const onProgress = (progress: Progress) => {
    reading = progress;
    if (capture === undefined) showWanted({ kind: "opening", name, since, progress });
  };
  const showOpen = throttled((open: RemoteCapture) =>
    showWanted({ kind: "open", name, capture: open, choice, ...(reading && { reading }) }),
  );
  try {
    capture = await openedChoice(choice, signal, throttled(onProgress));
    const close = () => void capture?.close();
    if (signal.aborted) return close();
    signal.addEventListener("abort", close, { once: true });
    showOpen(capture);
    while (await capture.grown()) showOpen(capture);
    showWanted({ kind: "open", name, capture, choice });
  } catch (reason) {
    const failure = failureOf(reason);
    showWanted(
      capture
        ? { kind: "open", name, capture, choice, failure }
        : { kind: "failed", name, failure, choice },
    );
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

// Where a capture's bytes come from: a file of the user, or a path on the page's own origin.
import { CaptureFailure } from "./capture-failure.js";

/**
 * The file itself, or what the server answers at a path. The browser keeps a large answer on disk.
 * Rejects with the code `io` when the server does not have it.
 */
export async function obtainSource(source: Blob | string, signal: AbortSignal): Promise<Blob> {
  if (typeof source !== "string") return source;
  const response = await fetch(source, { signal, mode: "same-origin", redirect: "error" });
  if (response.ok) return response.blob();
  const message = `The server answered ${response.status} for ${source}.`;
  throw new CaptureFailure({ code: "io", message });
}

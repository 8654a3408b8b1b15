// Where a capture's bytes come from: a file of the user, or a path on the page's own origin.
import { CaptureFailure } from "./capture-failure.js";

/** A file of the user, or a path on the page's own origin. */
export interface Choice {
  readonly name: string;
  readonly source: Blob | string;
  /** As the option of `openCapture`: where it is compressed. */
  readonly maxDecompressed?: number;
}

/**
 * The file itself, or the address of what the page's server has at a path, of which only ranges are
 * fetched. Rejects with the code `io` when the server does not have it, or has it elsewhere.
 */
export async function obtainSource(
  source: Blob | string,
  signal: AbortSignal,
): Promise<Blob | URL> {
  if (typeof source !== "string") return source;
  const own = { method: "HEAD", mode: "same-origin", redirect: "error" } as const;
  const response = await fetch(source, { ...own, signal });
  if (response.ok) return new URL(response.url);
  const message = `The server answered ${response.status} for ${source}.`;
  throw new CaptureFailure({ code: "io", message });
}

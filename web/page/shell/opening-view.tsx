// A file being read: how far it has come, how fast, and a way out.

import type { Progress } from "packetglass";
import { formatQuantity, formatSize } from "../text/format-number.js";

export interface OpeningViewProps {
  readonly name: string;
  /** When it began, in milliseconds of `performance.now()`. */
  readonly since: number;
  /** Absent until the first bytes have been read. */
  readonly progress?: Progress;
  readonly onCancel: () => void;
}

export function OpeningView({ name, since, progress, onCancel }: OpeningViewProps) {
  return (
    <section class="card opening" aria-label="Opening">
      <h2 class="file-name">Opening {name}</h2>
      <progress
        aria-label="Bytes read"
        max={progress?.bytesTotal ?? 1}
        value={progress?.bytesRead}
      />
      <p class="opening-figures">{progress ? <Figures {...progress} since={since} /> : "…"}</p>
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </section>
  );
}

function Figures({ bytesRead, bytesTotal, packets, since }: Progress & { since: number }) {
  const seconds = (performance.now() - since) / 1000;
  return (
    <>
      <span>
        {formatSize(bytesRead)} of {formatSize(bytesTotal)}
      </span>
      <span>{formatQuantity(packets, "packet")}</span>
      <span>{formatSize(bytesRead / seconds)}/s</span>
    </>
  );
}

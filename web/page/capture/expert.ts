// What is unusual in the packets of a capture, counted by what it says.
import type { ExpertItem } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";

/** Items that say the same. */
export interface ExpertRow extends ExpertItem {
  /** The row's number, from 0. */
  readonly number: number;
  /** How many they are; `packet` is that of the first. */
  readonly count: number;
}

/** The rows of one severity. */
export interface ExpertPart {
  readonly severity: ExpertItem["severity"];
  /** Items, those that are in no row too. */
  readonly count: number;
  readonly rows: readonly ExpertRow[];
}

export interface ExpertList {
  /** The most severe first. */
  readonly parts: readonly ExpertPart[];
  /** False when there are more rows. */
  readonly isWhole: boolean;
}

const severities = ["Error", "Warning", "Note", "Chat", "Comment"] as const;

/** Rows in the list: texts may be of packets. */
const limit = 10_000;

const lists = new WeakMap<RemoteCapture, { length: number; list: Promise<ExpertList> }>();

/** All of a capture up to the limit; looked for again only where it has become longer. */
export function expertOf(capture: RemoteCapture): Promise<ExpertList> {
  const known = lists.get(capture);
  if (known?.length === capture.length) return known.list;
  const list = listExpert(capture);
  lists.set(capture, { length: capture.length, list });
  return list;
}

async function listExpert(capture: RemoteCapture): Promise<ExpertList> {
  const rows = new Map<string, ExpertRow>();
  const counts = new Map<string, number>();
  let isWhole = true;
  for await (const items of capture.expert()) {
    for (const item of items) {
      const { severity, group, protocol, text } = item;
      counts.set(severity, (counts.get(severity) ?? 0) + 1);
      const key = [severity, group, protocol, text].join("\n");
      const row = rows.get(key) ?? { ...item, number: rows.size, count: 0 };
      if (row.count === 0 && rows.size === limit) isWhole = false;
      else rows.set(key, { ...row, count: row.count + 1 });
    }
  }
  const all = [...rows.values()];
  const parts = severities.map((severity) => ({
    severity,
    count: counts.get(severity) ?? 0,
    rows: all.filter((row) => row.severity === severity),
  }));
  return { parts: parts.filter(({ count }) => count > 0), isWhole };
}

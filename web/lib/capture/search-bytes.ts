// Which packets of a capture a capture filter wants.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import { FilterByLinkType } from "../filter/by-link-type.js";
import type { CaptureFilterText } from "../filter/filter-text.js";
import type { ColumnRange } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import type { Search } from "./filter.js";
import type { PacketIndex } from "./packet-index.js";

// Packets whose columns are unpacked at once, and bytes that are read at once, but for longer packets.
const WINDOW = 8192;
const STRETCH = 4 * 1024 * 1024;

const ETHERNET = 1;

/** @internal Of the first `length` packets; the filter is compiled for each of their link types. */
export async function* searchBytes(
  index: PacketIndex,
  interfaces: readonly Interface[],
  filter: CaptureFilterText,
  length: number,
): Search {
  const filters = new FilterByLinkType(() => index.bpfModule(), filter);
  if (length === 0) await filters.compile(ETHERNET); // what is wrong is so in an empty capture
  let next = startReading(index, 0, length);
  while (next !== undefined) {
    const { packets, bytes } = next;
    const rows = {
      bytes: await bytes,
      offsets: packets.offset,
      start: at(packets.offset, 0),
      captured: packets.capturedLength,
      original: packets.originalLength,
      linkTypes: Array.from(packets.interface, (id) => at(interfaces, id).linkType),
    };
    next = startReading(index, packets.to, length);
    const bits = await filters.matches(rows);
    yield { first: packets.from, packets: packets.to - packets.from, bits };
    await turn();
    index.requireOpen();
  }
}

interface Stretch {
  readonly packets: ColumnRange;
  /** From the first byte of the first packet to the last of the last. */
  readonly bytes: Promise<Uint8Array>;
}

/** The packets from `from` on that are read at once; undefined behind the last. */
function startReading(index: PacketIndex, from: number, length: number): Stretch | undefined {
  if (from >= length) return undefined;
  const window = index.open.columns(from, Math.min(from + WINDOW, length));
  const start = at(window.offset, 0);
  const isIn = (i: number) =>
    at(window.offset, i) + at(window.capturedLength, i) - start <= STRETCH;
  let count = 1;
  while (count < window.to - from && isIn(count)) count += 1;
  const packets = index.open.columns(from, from + count);
  const end = at(packets.offset, count - 1) + at(packets.capturedLength, count - 1);
  const bytes = index.source.read(start, end - start);
  bytes.catch(() => {}); // it is reported when it is its turn
  return { packets, bytes };
}

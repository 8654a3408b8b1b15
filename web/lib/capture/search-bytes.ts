// Which packets of a capture a capture filter wants.

import { at } from "../base/at.js";
import { turn } from "../base/turn.js";
import { type CaptureFilter, compileFilterOn } from "../filter/capture-filter.js";
import type { ColumnRange } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import type { CaptureFilterText, FoundBits, Search } from "./filter.js";
import type { PacketIndex } from "./packet-index.js";

// Packets whose columns are unpacked at once, and bytes that are read at once, but for longer packets.
const WINDOW = 8192;
const STRETCH = 4 * 1024 * 1024;

type Text = CaptureFilterText["bpf"];

/** @internal Of the first `length` packets; the filter is compiled for each of their link types. */
export async function* searchBytes(
  index: PacketIndex,
  interfaces: readonly Interface[],
  text: Text,
  length: number,
): Search {
  const programs = new Programs(index, text);
  if (length === 0) await programs.of(1); // one that is wrong is so in any capture
  let next = startReading(index, 0, length);
  while (next !== undefined) {
    const { packets, bytes } = next;
    const linkTypes = Array.from(packets.interface, (id) => at(interfaces, id).linkType);
    const read = await bytes;
    next = startReading(index, packets.to, length);
    yield await wanted(packets, read, linkTypes, programs);
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

async function wanted(
  packets: ColumnRange,
  bytes: Uint8Array,
  linkTypes: readonly number[],
  programs: Programs,
): Promise<FoundBits> {
  const count = linkTypes.length;
  const bits = new Uint32Array(Math.ceil(count / 32));
  for (const [linkType, those] of indicesBy(linkTypes)) {
    const program = await programs.of(linkType);
    const answers = program.matchesOf(bytes, rowsOf(packets, those));
    for (const [row, i] of those.entries()) {
      if (answers[row] !== 0) bits[i >>> 5] = at(bits, i >>> 5) | (1 << (i & 31));
    }
  }
  return { first: packets.from, packets: count, bits };
}

/** Where each value stands. */
function indicesBy(values: readonly number[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [i, value] of values.entries()) {
    const known = found.get(value);
    if (known) known.push(i);
    else found.set(value, [i]);
  }
  return found;
}

/** As `CaptureFilter.matchesOf` has them. */
function rowsOf(packets: ColumnRange, those: readonly number[]): Uint32Array {
  const rows = new Uint32Array(3 * those.length);
  const start = at(packets.offset, 0);
  for (const [row, i] of those.entries()) {
    rows[3 * row] = at(packets.offset, i) - start;
    rows[3 * row + 1] = at(packets.capturedLength, i);
    rows[3 * row + 2] = at(packets.originalLength, i);
  }
  return rows;
}

/** The filter's programs, by link type; each is compiled for the first packet of it. */
class Programs {
  readonly #index: PacketIndex;
  readonly #text: Text;
  readonly #known = new Map<number, CaptureFilter>();

  constructor(index: PacketIndex, text: Text) {
    this.#index = index;
    this.#text = text;
  }

  async of(linkType: number): Promise<CaptureFilter> {
    const known = this.#known.get(linkType);
    if (known) return known;
    const load = () => this.#index.bpfModule();
    const program = await compileFilterOn(load, this.#text, { linkType });
    this.#known.set(linkType, program);
    return program;
  }
}

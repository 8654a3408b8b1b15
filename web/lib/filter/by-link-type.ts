// A capture filter over the packets of a capture, whatever their link types are.
import { at } from "../base/at.js";
import type { BpfModule } from "../core/bpf-module.js";
import { type CaptureFilter, compileFilterOn } from "./capture-filter.js";
import type { CaptureFilterText } from "./filter-text.js";

/** @internal Packets behind one another: each value is of one packet. */
export interface PacketRows {
  /** Where the packets' bytes are. */
  readonly bytes: Uint8Array;
  /** Where in `bytes` each begins, as its offset behind `start`. */
  readonly offsets: ArrayLike<number>;
  readonly start: number;
  readonly captured: Uint32Array;
  readonly original: Uint32Array;
  readonly linkTypes: ArrayLike<number>;
}

/** @internal The filter's programs; each is compiled for the first packet of its link type. */
export class FilterByLinkType {
  readonly #load: () => Promise<BpfModule>;
  readonly #text: CaptureFilterText["bpf"];
  readonly #programs = new Map<number, CaptureFilter>();

  constructor(load: () => Promise<BpfModule>, { bpf }: CaptureFilterText) {
    this.#load = load;
    this.#text = bpf;
  }

  /** Rejects with `invalid_filter` for what is no filter for this link type. */
  async compile(linkType: number): Promise<CaptureFilter> {
    const known = this.#programs.get(linkType);
    if (known) return known;
    const program = await compileFilterOn(this.#load, this.#text, { linkType });
    this.#programs.set(linkType, program);
    return program;
  }

  /** Which packets are wanted: a bit for each. Rejects as `compile` does. */
  async matches(rows: PacketRows): Promise<Uint32Array> {
    const bits = new Uint32Array(Math.ceil(rows.captured.length / 32));
    for (const [linkType, those] of indicesBy(rows.linkTypes)) {
      const program = await this.compile(linkType);
      const answers = program.matchesOf(rows.bytes, wordsOf(rows, those));
      for (const [row, i] of those.entries()) {
        if (answers[row] !== 0) bits[i >>> 5] = at(bits, i >>> 5) | (1 << (i & 31));
      }
    }
    return bits;
  }
}

/** Where each value stands. */
function indicesBy(values: ArrayLike<number>): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let i = 0; i < values.length; i += 1) {
    const value = at(values, i);
    const known = found.get(value);
    if (known) known.push(i);
    else found.set(value, [i]);
  }
  return found;
}

/** As `CaptureFilter.matchesOf` has them. */
function wordsOf(rows: PacketRows, those: readonly number[]): Uint32Array {
  const words = new Uint32Array(3 * those.length);
  for (const [row, i] of those.entries()) {
    words[3 * row] = at(rows.offsets, i) - rows.start;
    words[3 * row + 1] = at(rows.captured, i);
    words[3 * row + 2] = at(rows.original, i);
  }
  return words;
}

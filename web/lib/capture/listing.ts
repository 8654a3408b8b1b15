// Some of a capture's packets, as the rows of a list.
import { BitSet } from "../base/bit-set.js";
import { showFacts } from "../base/inspect.js";
import { rangeOf, requireIndex, requireIndexIn } from "../base/range.js";
import type { Growth } from "./growth.js";
import type { Row } from "./row.js";

/** @internal What a listing needs of its capture. */
export interface Listed {
  /** Number of packets; throws `closed`. */
  readonly length: () => number;
  /** How it grows. */
  readonly growth: Growth;
  /** The rows of packets with these ascending indices. */
  readonly rows: (indices: readonly number[]) => Promise<readonly Row[]>;
}

/** @internal The packets of a listing. */
export interface Chosen {
  readonly chosen: BitSet | undefined;
  readonly growth: Growth | undefined;
}

/**
 * Some of a capture's packets in their order, as the rows of a list: all of them ({@link Capture.all}),
 * or those that were chosen ({@link Capture.listing}). Packets are known by their indices, rows by their
 * numbers in the list; both are counted from 0. It lasts as long as its capture is open.
 */
export class Listing {
  readonly #of: Listed;
  readonly #chosen: BitSet | undefined;
  readonly #growth: Growth | undefined;

  static {
    showFacts(Listing.prototype, "Listing", listingShown);
  }

  private constructor(of: Listed, chosen?: BitSet, growth = chosen ? undefined : of.growth) {
    this.#of = of;
    this.#chosen = chosen;
    this.#growth = growth;
  }

  /** @internal All packets of a capture, or those that are in a set, which may grow. */
  static of(of: Listed, chosen?: BitSet, growth?: Growth): Listing {
    return new Listing(of, chosen, growth);
  }

  /**
   * @internal The set that a listing of the same capture shows, which may grow; undefined: all packets.
   * @throws TypeError for anything else
   */
  static chosenIn(listing: unknown, of: Listed): Chosen {
    if (listing instanceof Listing && listing.#of === of) {
      return { chosen: listing.#chosen, growth: listing.#growth };
    }
    throw new TypeError("within must be a listing of the same capture");
  }

  /** Number of rows. */
  get length(): number {
    const length = this.#of.length();
    return this.#chosen?.count ?? length;
  }

  /** Whether more rows may come. */
  get growing(): boolean {
    this.#of.length(); // throws where the capture was closed
    return this.#growth?.isGrowing ?? false;
  }

  /** Waits for more rows than `than`, by default those that are there now, as {@link Capture.grown} does. */
  async grown(than?: number): Promise<boolean> {
    const least = than ?? this.length;
    requireIndex("than", least, 0);
    await this.#growth?.until(() => this.length > least);
    return this.length > least;
  }

  /** Looks for no more rows; those that are there stay. */
  close(): void {
    if (this.#chosen) this.#growth?.end();
  }

  /**
   * The index of the packet in a row.
   * @throws RangeError where there is no such row, TypeError where it is no number
   */
  packetOf(row: number): number {
    requireIndexIn("row", row, this.length, ["The listing", "rows"]);
    return this.#chosen?.select(row) ?? row;
  }

  /**
   * The row of the packet with this index; where the packet is not in the listing, that of the next one
   * that is, and {@link Listing.length} behind the last.
   * @throws RangeError for a negative or fractional number, TypeError for what is no number
   */
  rowOf(packet: number): number {
    requireIndex("packet", packet, 0);
    return this.#chosen?.rank(packet) ?? Math.min(packet, this.length);
  }

  /** Whether the packet with this index is in it. */
  has(packet: number): boolean {
    requireIndex("packet", packet, 0);
    return this.#chosen?.has(packet) ?? packet < this.length;
  }

  /**
   * The indices of the packets in the rows [from, to), by default all: 4 bytes each. What lies beyond the
   * last row is left out.
   */
  packets(from?: number, to?: number): Uint32Array<ArrayBuffer> {
    const [first, end] = rangeOf(this.length, from, to);
    return Uint32Array.from({ length: end - first }, (_, i) => this.packetOf(first + i));
  }

  /** Reads the packets in the rows [from, to), by default all, as {@link Capture.rows} does. */
  async rows(from?: number, to?: number): Promise<readonly Row[]> {
    return this.#of.rows(Array.from(this.packets(from, to)));
  }
}

/** @internal As people want to see it. */
export function listingShown({ length, growing }: Pick<Listing, "length" | "growing">): object {
  return { length, growing };
}

/** @internal The set of these indices of packets, which rise. Throws a TypeError or RangeError. */
export function chosenOf(indices: Iterable<number>, length: number): BitSet {
  const chosen = new BitSet();
  for (const index of indices) {
    requireIndexIn("packets", index, length, ["The capture", "packets"]);
    if (index < chosen.size) throw new RangeError("packets must rise");
    skip(chosen, index);
    chosen.add(true);
  }
  return chosen;
}

const NONE = new Uint32Array(1024);

function skip(chosen: BitSet, to: number): void {
  while (chosen.size < to) chosen.append(NONE, Math.min(32 * NONE.length, to - chosen.size));
}

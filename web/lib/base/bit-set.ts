// A set of indices, of which there may be many millions.
import { at } from "./at.js";

const WORD = 32;
// Words whose bits are counted for one lookup.
const BLOCK = 16;

/**
 * @internal A bit for each index, and a count for each 512 of them: 0.14 bytes an index. Lookups take
 * constant time, `select` steps as the logarithm of all.
 */
export class BitSet {
  #words = new Uint32Array(0);
  #before = new Uint32Array(0); // bits set before each block
  #size = 0;
  #count = 0;

  /** Indices that were appended. */
  get size(): number {
    return this.#size;
  }

  /** The bits, in words of 32, until it is appended to. */
  get words(): Uint32Array {
    return this.#words.subarray(0, Math.ceil(this.#size / WORD));
  }

  /** Those in the set. */
  get count(): number {
    return this.#count;
  }

  /** Appends the next `size` indices: those in the set have a bit, the lowest first, from bit `from` on. */
  append(bits: Uint32Array, size: number, from = 0): void {
    this.#reserve(this.#size + size);
    for (let done = 0; done < size; done += WORD) {
      const left = Math.min(WORD, size - done);
      const mask = left === WORD ? -1 : (1 << left) - 1;
      this.#appendWord(wordAt(bits, from + done) & mask, left);
    }
  }

  /** Appends one. */
  add(isIn: boolean): void {
    this.#reserve(this.#size + 1);
    this.#appendWord(isIn ? 1 : 0, 1);
  }

  /** Whether it is in the set. */
  has(index: number): boolean {
    return (
      index < this.#size && (at(this.#words, Math.floor(index / WORD)) >>> (index % WORD)) % 2 === 1
    );
  }

  /** How many in the set are less than `index`. */
  rank(index: number): number {
    if (index >= this.#size) return this.#count;
    const word = Math.floor(index / WORD);
    const block = Math.floor(word / BLOCK);
    let rank = at(this.#before, block);
    for (let i = block * BLOCK; i < word; i += 1) rank += bitsIn(at(this.#words, i));
    return rank + bitsIn(at(this.#words, word) & ((1 << (index % WORD)) - 1));
  }

  /** The index in the set that `row` others are less than; `row` is less than `count`. */
  select(row: number): number {
    const block = this.#blockOf(row);
    let left = row - at(this.#before, block);
    let word = block * BLOCK;
    for (let bits = this.#bitsAt(word); bits <= left; bits = this.#bitsAt(word)) {
      left -= bits;
      word += 1;
    }
    let bits = at(this.#words, word);
    for (; left > 0; left -= 1) bits &= bits - 1;
    return word * WORD + 31 - Math.clz32(bits & -bits);
  }

  // The last block that at most `row` are before.
  #blockOf(row: number): number {
    let low = 0;
    let high = Math.ceil(this.#size / (WORD * BLOCK)) - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (at(this.#before, middle) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #bitsAt(word: number): number {
    return bitsIn(at(this.#words, word));
  }

  // Up to a word of bits, wherever the last word ends.
  #appendWord(bits: number, size: number): void {
    const shift = this.#size % WORD;
    const word = Math.floor(this.#size / WORD);
    this.#open(word);
    this.#words[word] = at(this.#words, word) | (bits << shift);
    const isMore = shift + size > WORD;
    const inWord = bitsIn(isMore ? bits << shift : bits);
    this.#count += inWord;
    this.#size += isMore ? WORD - shift : size;
    if (isMore) this.#appendWord(bits >>> (WORD - shift), shift + size - WORD);
  }

  #open(word: number): void {
    if (this.#size % (WORD * BLOCK) === 0) this.#before[word / BLOCK] = this.#count;
  }

  #reserve(size: number): void {
    if (size <= this.#words.length * WORD) return;
    const blocks = Math.max(2 * this.#before.length, Math.ceil(size / (WORD * BLOCK)), 16);
    this.#words = grown(this.#words, blocks * BLOCK);
    this.#before = grown(this.#before, blocks);
  }
}

function grown(values: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  const more = new Uint32Array(length);
  more.set(values);
  return more;
}

/** The 32 bits from a bit on; those behind the last word are 0. */
function wordAt(words: Uint32Array, bit: number): number {
  const [word, shift] = [Math.floor(bit / WORD), bit % WORD];
  const low = at(words, word) >>> shift;
  return shift === 0 ? low : low | ((words[word + 1] ?? 0) << (WORD - shift));
}

// Bits that are set in 32: sums of pairs, of fours, of bytes.
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

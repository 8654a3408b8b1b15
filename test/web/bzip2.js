// bzip2, as https://en.wikipedia.org/wiki/Bzip2 describes it: all codes of a block are of nine bits.

const BLOCK = 20_000; // of at most 100,000: small ones are sorted sooner
const GROUP = 50;
const CODE_LENGTH = 9;
const [RUN_A, RUN_B] = [0, 1];

/** One stream of any bytes. */
export function bzip2Of(bytes) {
  const bits = new Bits();
  for (const byte of Buffer.from("BZh1")) bits.put(byte, 8);
  let combined = 0;
  for (const { runs, crc } of blocksOf(bytes)) {
    combined = ((combined << 1) | (combined >>> 31)) ^ crc;
    putBlock(bits, runs, crc);
  }
  bits.put(0x177245, 24);
  bits.put(0x385090, 24);
  bits.put(combined >>> 0, 32);
  return bits.bytes();
}

/** Blocks with runs of four and more written as four and how many more. */
function* blocksOf(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const runs = [];
    const begin = at;
    while (at < bytes.length && runs.length < BLOCK) {
      let end = at + 1;
      while (end < bytes.length && end - at < 255 && bytes[end] === bytes[at]) end += 1;
      for (let i = at; i < Math.min(end, at + 4); i += 1) runs.push(bytes[at]);
      if (end - at >= 4) runs.push(end - at - 4);
      at = end;
    }
    yield { runs: Uint8Array.from(runs), crc: crcOf(bytes.subarray(begin, at)) };
  }
}

function putBlock(bits, runs, crc) {
  bits.put(0x314159, 24);
  bits.put(0x265359, 24);
  bits.put(crc, 32);
  bits.put(0, 1); // not randomised
  const { last, origin } = transformed(runs);
  bits.put(origin, 24);
  const used = [...new Set(runs)].sort((a, b) => a - b);
  putUsed(bits, used);
  const symbols = symbolsOf(last, used);
  // Two tables, which are the same: there are no fewer.
  bits.put(2, 3);
  const selectors = Math.ceil(symbols.length / GROUP);
  bits.put(selectors, 15);
  for (let i = 0; i < selectors; i += 1) bits.put(0, 1);
  for (let table = 0; table < 2; table += 1) {
    bits.put(CODE_LENGTH, 5);
    for (let i = 0; i < used.length + 2; i += 1) bits.put(0, 1);
  }
  for (const symbol of symbols) bits.put(symbol, CODE_LENGTH);
}

// Which bytes occur: sixteen bits say in which sixteenths, then sixteen of each of these.
function putUsed(bits, used) {
  const sixteenths = [...new Set(used.map((byte) => byte >> 4))];
  const put = (numbers) => {
    for (let i = 0; i < 16; i += 1) bits.put(Number(numbers.includes(i)), 1);
  };
  put(sixteenths);
  for (const high of sixteenths) {
    put(used.filter((byte) => byte >> 4 === high).map((byte) => byte & 15));
  }
}

/** Moved to front, with runs of the first as numbers in bijective base 2. */
function symbolsOf(last, used) {
  const front = [...used];
  const symbols = [];
  let zeros = 0;
  const flush = () => {
    for (; zeros > 0; zeros = (zeros - 1) >> 1) symbols.push(zeros & 1 ? RUN_A : RUN_B);
  };
  for (const byte of last) {
    const at = front.indexOf(byte);
    if (at === 0) {
      zeros += 1;
      continue;
    }
    flush();
    symbols.push(at + 1);
    front.splice(at, 1);
    front.unshift(byte);
  }
  flush();
  symbols.push(used.length + 1);
  return symbols;
}

/** Burrows-Wheeler: rotations in order, by their first 1, 2, 4, … bytes. */
function transformed(bytes) {
  const n = bytes.length;
  let rank = Int32Array.from(bytes);
  let order = Int32Array.from(bytes, (_, i) => i);
  order = sortedBy(order, rank, 256);
  for (let length = 0, ranks = 0; ranks < n && length < n; length = Math.max(1, length * 2)) {
    // In the order of what is behind, then stably of what is in front.
    const shifted = order.map((i) => (i < length ? i - length + n : i - length));
    order = sortedBy(shifted, rank, Math.max(256, n));
    const next = new Int32Array(n);
    ranks = 1;
    const behind = (i) => rank[i + length < n ? i + length : i + length - n];
    for (let i = 1; i < n; i += 1) {
      const a = order[i - 1];
      const b = order[i];
      const isSame = rank[a] === rank[b] && behind(a) === behind(b);
      if (!isSame) ranks += 1;
      next[b] = ranks - 1;
    }
    rank = next;
  }
  const last = Uint8Array.from(order, (i) => bytes[(i + n - 1) % n]);
  return { last, origin: order.indexOf(0) };
}

function sortedBy(order, rank, most) {
  const begins = new Int32Array(most + 1);
  for (const i of order) begins[rank[i] + 1] += 1;
  for (let i = 0; i < most; i += 1) begins[i + 1] += begins[i];
  const sorted = new Int32Array(order.length);
  for (const i of order) {
    sorted[begins[rank[i]]] = i;
    begins[rank[i]] += 1;
  }
  return sorted;
}

const table = Int32Array.from({ length: 256 }, (_, i) => {
  let crc = i << 24;
  for (let bit = 0; bit < 8; bit += 1) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});

function crcOf(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = (crc << 8) ^ table[(crc >>> 24) ^ byte];
  return ~crc >>> 0;
}

/** Bits, the highest first. */
class Bits {
  #bytes = [];
  #pending = 0;
  #count = 0;

  put(value, count) {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#pending = (this.#pending << 1) | ((value >>> bit) & 1);
      this.#count += 1;
      if (this.#count < 8) continue;
      this.#bytes.push(this.#pending);
      this.#pending = 0;
      this.#count = 0;
    }
  }

  bytes() {
    while (this.#count > 0) this.put(0, 1);
    return Uint8Array.from(this.#bytes);
  }
}

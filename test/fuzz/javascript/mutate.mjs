// Captures with a few bytes changed, as random numbers decide.

// What lengths, counts and offsets go wrong with.
const NUMBERS = [0, 1, 3, 4, 7, 8, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x10000];
const LARGE = [0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff, 0x0a0d0d0a, 0xa1b2c3d4, 0x1a2b3c4d];
const LONGEST = 1 << 16;

const offset = (random, bytes) => random.below(Math.max(1, bytes.length));

const mutations = [
  function flipBit(bytes, random) {
    const changed = bytes.slice();
    changed[offset(random, bytes)] ^= 1 << random.below(8);
    return changed;
  },
  function setByte(bytes, random) {
    const changed = bytes.slice();
    changed[offset(random, bytes)] = random.oneOf([...NUMBERS.slice(0, 9), random.below(256)]);
    return changed;
  },
  function setNumber(bytes, random) {
    const changed = bytes.slice();
    const value = random.oneOf([...NUMBERS, ...LARGE]);
    const at = offset(random, bytes);
    const size = random.oneOf([2, 4]);
    if (at + size > changed.length) return changed;
    const view = new DataView(changed.buffer);
    if (size === 2) view.setUint16(at, value & 0xffff, random.below(2) === 0);
    else view.setUint32(at, value, random.below(2) === 0);
    return changed;
  },
  function cut(bytes, random) {
    return bytes.slice(0, offset(random, bytes));
  },
  function leaveOut(bytes, random) {
    const from = offset(random, bytes);
    return joined(bytes.slice(0, from), bytes.slice(from + 1 + random.below(32)));
  },
  function repeat(bytes, random) {
    const from = offset(random, bytes);
    const to = Math.min(bytes.length, from + 1 + random.below(512));
    return joined(bytes.slice(0, to), bytes.slice(from));
  },
  function splice(bytes, random, other) {
    const from = offset(random, other);
    const part = other.slice(from, from + 1 + random.below(512));
    const at = offset(random, bytes);
    return joined(bytes.slice(0, at), part, bytes.slice(at + random.oneOf([0, part.length])));
  },
];

/** One to eight changes; `other` is a capture to take bytes from. */
export function mutated(bytes, random, other) {
  let changed = bytes.slice();
  for (let left = 1 + random.below(8); left > 0; left--) {
    changed = random.oneOf(mutations)(changed, random, other);
    if (changed.length > LONGEST) changed = changed.slice(0, LONGEST);
  }
  return changed;
}

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

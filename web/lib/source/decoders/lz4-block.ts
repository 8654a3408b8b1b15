// One LZ4 block, https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md.

const SHORTEST_MATCH = 4;

/**
 * Decodes all of `source` to `target` from `start` on, as far as the target goes. Matches may
 * refer to what is in the target before. Returns the end of what was decoded; undefined where the
 * block breaks a rule.
 */
export function decodeBlock(
  source: Uint8Array,
  target: Uint8Array,
  start: number,
): number | undefined {
  let at = 0;
  let to = start;
  // Lengths of 15 go on in the bytes that follow, as long as these are 255. One that runs out of
  // the source becomes NaN, which no comparison below lets pass.
  const longer = (length: number) => {
    let [sum, more] = [length, 255];
    while (more === 255) {
      more = source[at++] ?? Number.NaN;
      sum += more;
    }
    return sum;
  };
  while (at < source.length) {
    const token = source[at++] ?? 0;
    const literals = token < 0xf0 ? token >> 4 : longer(15);
    if (!(literals <= source.length - at && literals <= target.length - to)) return undefined;
    copyLiterals(source, at, target, to, literals);
    at += literals;
    to += literals;
    // The last sequence ends behind its literals.
    if (at === source.length) return to;
    const distance = (source[at] ?? 0) | ((source[at + 1] ?? 0) << 8);
    at += 2;
    const more = token & 15;
    const length = SHORTEST_MATCH + (more < 15 ? more : longer(15));
    const isBad = distance === 0 || distance > to || at > source.length;
    if (isBad || !(length <= target.length - to)) return undefined;
    copyMatch(target, to, distance, length);
    to += length;
  }
  return undefined;
}

// The caller has compared lengths and distances.

// A call of set() or copyWithin() costs as much as copying this many bytes one by one.
const FEW = 32;

function copyLiterals(source: Uint8Array, at: number, target: Uint8Array, to: number, n: number) {
  if (n > FEW) target.set(source.subarray(at, at + n), to);
  else for (let i = 0; i < n; i += 1) target[to + i] = source[at + i] ?? 0;
}

// A match may overlap what it makes: then it repeats itself.
function copyMatch(target: Uint8Array, to: number, distance: number, length: number) {
  if (distance === 1) target.fill(target[to - 1] ?? 0, to, to + length);
  else if (length > FEW && distance >= length)
    target.copyWithin(to, to - distance, to - distance + length);
  else for (let i = to; i < to + length; i += 1) target[i] = target[i - distance] ?? 0;
}

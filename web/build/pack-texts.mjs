// Makes the constants of a WebAssembly module compress better. They hold the addresses of thousands
// of texts; but texts lie where they are named, and most addresses follow from the one before: they
// are written as the distance from it. cpp/wasm/packed_texts.cpp puts the addresses back.

const PACKED = 0xfb; // in the highest byte, where neither addresses nor texts have it
const MIDDLE = 0x400000; // of the distances; 0: none
const NEAR = 0x10000; // what is named farther away is hardly a text, but a number that looks so

/** Packs the addresses in `memory`, which lies at the address `begin`, where they stand. */
export function packTexts(memory, begin) {
  const words = new DataView(memory.buffer, memory.byteOffset, memory.length);
  const texts = Uint8Array.from(memory);
  const named = new Uint8Array(memory.length); // 1: of a text, which is read before it is reached
  let next = 0; // where the text named last ends
  for (let at = -begin & 3; at + 4 <= memory.length; at += 4) {
    const word = words.getUint32(at, true);
    if (word >>> 24 === PACKED) throw new Error("a constant looks like a packed address");
    const size = textSize(texts, word - begin);
    const distance = distanceOf(word, next);
    if (size === 0 || distance === undefined || Math.abs(word - begin - at) >= NEAR) continue;
    if (named.subarray(at, at + 4).includes(1)) continue;
    words.setUint32(at, PACKED * 0x1000000 + distance, true);
    next = word + size;
    named.fill(1, word - begin, next - begin);
  }
}

function distanceOf(address, next) {
  if (address === next) return 0;
  const distance = MIDDLE + address - aligned(next);
  return distance > 0 && distance < 2 * MIDDLE ? distance : undefined;
}

// Tables of constants begin at such addresses, and before them lie the texts that they name.
const aligned = (address) => (address + 3) & ~3;

/** Bytes of the text that begins there, with the zero behind it; 0: none begins there. */
function textSize(memory, at) {
  if (memory[at - 1] !== 0 || !(memory[at] >= 0x20)) return 0;
  let end = at;
  while (memory[end] >= 0x20 || memory[end] === 0x0a || memory[end] === 0x0d) end++;
  return memory[end] === 0 ? end + 1 - at : 0;
}

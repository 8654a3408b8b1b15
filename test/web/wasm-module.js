// What a WebAssembly module says of its memory.
// https://webassembly.github.io/spec/core/binary/modules.html

const GLOBAL = 6;
const DATA = 11;
const HEADER = 8; // magic and version
const I32 = 0x7f;
const I32_CONST = 0x41;

/** Where the sections of a module begin and end, behind their lengths. */
function* sectionsOf(module) {
  for (let at = HEADER; at < module.length; ) {
    const size = leb(module, at + 1);
    yield { id: module[at], begin: size.end, end: size.end + size.value };
    at = size.end + size.value;
  }
}

/** A signed number of up to 32 bits, and where it ends. */
function leb(bytes, begin) {
  let value = 0;
  let shift = 0;
  let at = begin;
  do {
    value |= (bytes[at] & 127) << shift;
    shift += 7;
  } while (bytes[at++] >= 128);
  return { value: value >>> 0, begin, end: at };
}

function section(module, id) {
  return [...sectionsOf(module)].find((each) => each.id === id);
}

/** The constant that the first global begins with, which linkers make the stack's pointer. */
function stackPointer(module) {
  const { begin } = section(module, GLOBAL);
  const at = leb(module, begin).end;
  const [type, isMutable, code] = module.subarray(at, at + 3);
  if (type !== I32 || isMutable !== 1 || code !== I32_CONST) throw new Error("no stack pointer");
  return leb(module, at + 3);
}

/** Where the stack begins, which grows down from there, and the lowest address with constants. */
export function layoutOf(module) {
  let at = leb(module, section(module, DATA).begin).end;
  if (module[at] !== 0 || module[at + 1] !== I32_CONST) throw new Error("no place of the data");
  at += 2;
  return { stack: stackPointer(module).value, data: leb(module, at).value };
}

/** The same module, whose stack begins so many bytes lower. */
export function withLowerStack(module, bytes) {
  const changed = module.slice();
  const { value, begin, end } = stackPointer(module);
  let left = value - bytes;
  // In as many bytes as before.
  for (let at = begin; at < end; at++) {
    changed[at] = (left & 127) | (at === end - 1 ? 0 : 128);
    left >>>= 7;
  }
  return changed;
}

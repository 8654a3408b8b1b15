// A peer: the index of a classic capture in good hand-written JavaScript, without our core.
// Blocks of 1 MiB, the cut record carried to just before the next block, columns in typed arrays.
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const blockSize = 1 << 20;
const carryRoom = 1 << 19; // more than any record of a sound capture
const fileHeaderSize = 24;
const recordHeaderSize = 16;

/** Columns with room for as many packets as the part that was read lets expect. */
class Columns {
  length = 0;
  seconds = new Uint32Array(1 << 16);
  fraction = new Uint32Array(1 << 16);
  offset = new Float64Array(1 << 16);
  capturedLength = new Uint32Array(1 << 16);
  originalLength = new Uint32Array(1 << 16);

  grow(partRead) {
    const room = Math.max(this.length * 2, Math.ceil((this.length / partRead) * 1.05));
    for (const name of ["seconds", "fraction", "offset", "capturedLength", "originalLength"]) {
      const larger = new this[name].constructor(room);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

/** Reads a little-endian classic capture; returns its columns. */
export function indexInJavaScript(path) {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  // Page-aligned, which Node.js's own buffers are not: the kernel copies twice as fast into it.
  const memory = new WebAssembly.Memory({ initial: (carryRoom + blockSize) / 65536 });
  const window = new Uint8Array(memory.buffer);
  const read = (position) => readSync(file, window, carryRoom, blockSize, position);
  const columns = new Columns();
  let begin = carryRoom;
  let position = 0; // of the window's block in the file
  for (let count = read(0); count > 0; count = read(position)) {
    const end = carryRoom + count;
    if (position === 0) begin += fileHeaderSize;
    begin = takeRecords(memory.buffer, begin, end, { base: position - carryRoom, size }, columns);
    position += count;
    window.copyWithin(carryRoom - (end - begin), begin, end);
    begin = carryRoom - (end - begin);
  }
  closeSync(file);
  return columns;
}

/** Takes all whole records of the window; returns where the first cut one begins. */
function takeRecords(window, begin, end, { base, size }, columns) {
  const view = new DataView(window);
  let { length, seconds, fraction, offset, capturedLength, originalLength } = columns;
  let at = begin;
  while (at + recordHeaderSize <= end) {
    const captured = view.getUint32(at + 8, true);
    if (at + recordHeaderSize + captured > end) break;
    if (length === seconds.length) {
      columns.length = length;
      columns.grow((base + at) / size);
      ({ seconds, fraction, offset, capturedLength, originalLength } = columns);
    }
    seconds[length] = view.getUint32(at, true);
    fraction[length] = view.getUint32(at + 4, true);
    offset[length] = base + at + recordHeaderSize;
    capturedLength[length] = captured;
    originalLength[length] = view.getUint32(at + 12, true);
    length++;
    at += recordHeaderSize + captured;
  }
  columns.length = length;
  return at;
}

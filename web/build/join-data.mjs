// Joins the data segments of a WebAssembly module: Binaryen splits them wherever some zeros are, and
// thousands of small segments are smaller as they stand, but a tenth larger when compressed.
// Its constants are packed at that.
// https://webassembly.github.io/spec/core/binary/modules.html

import { readFileSync } from "node:fs";
import { packTexts } from "./pack-texts.mjs";

const DATA = 11;
const DATA_COUNT = 12;
const HEADER = 8; // magic and version

/** The module at a path as it is shipped. Tables of libraries have numbers that look as if they were packed. */
export function shippedWasm(path) {
  return joinData(readFileSync(path), !/(regex|decode|decompress)\.wasm$/.test(path));
}

/**
 * The same module with one data segment, whose constants are packed where that is wanted; as it is where
 * the address of some is not known now.
 */
export function joinData(module, packs = true) {
  const sections = [...sectionsOf(module)];
  const segments = segmentsOf(sections.find(({ id }) => id === DATA)?.bytes ?? Uint8Array.of(0));
  if (segments === undefined || segments.length < 2) return module;
  // Sections of id 0 are for tools.
  const kept = sections.filter(({ id }) => id !== 0);
  const joined = kept.map(({ id, bytes }) => {
    if (id === DATA) return section(id, dataOf(segments, packs));
    return section(id, id === DATA_COUNT ? Uint8Array.of(1) : bytes);
  });
  return Buffer.concat([module.subarray(0, HEADER), ...joined]);
}

function* sectionsOf(module) {
  for (let at = HEADER; at < module.length; ) {
    const size = unsigned(module, at + 1);
    yield { id: module[at], bytes: module.subarray(size.end, size.end + size.value) };
    at = size.end + size.value;
  }
}

// Undefined where one is not put at a constant address of the one memory.
function segmentsOf(bytes) {
  const count = unsigned(bytes, 0);
  const segments = [];
  for (let at = count.end; segments.length < count.value; ) {
    if (bytes[at] !== 0 || bytes[at + 1] !== 0x41) return undefined;
    const address = unsigned(bytes, at + 2); // below 2^31, where signed numbers are the same
    const size = unsigned(bytes, address.end + 1);
    at = size.end + size.value;
    segments.push({ address: signed(address, bytes), bytes: bytes.subarray(size.end, at) });
  }
  return segments;
}

function dataOf(segments, packs) {
  const begin = segments[0].address;
  const last = segments.at(-1);
  const memory = new Uint8Array(last.address + last.bytes.length - begin);
  for (const { address, bytes } of segments) memory.set(bytes, address - begin);
  if (packs) packTexts(memory, begin);
  const place = [1, 0, 0x41, ...signedBytes(begin), 0x0b];
  return Buffer.concat([Uint8Array.from([...place, ...unsignedBytes(memory.length)]), memory]);
}

function section(id, bytes) {
  return Buffer.concat([Uint8Array.from([id, ...unsignedBytes(bytes.length)]), bytes]);
}

// LEB128.
function unsigned(bytes, at) {
  let value = 0;
  for (let end = at, factor = 1; ; end += 1, factor *= 128) {
    value += (bytes[end] & 127) * factor;
    if (bytes[end] < 128) return { value, end: end + 1 };
  }
}

// An address whose last byte has the sign's bit would be negative: beyond 2 GiB.
function signed({ value, end }, bytes) {
  if (bytes[end - 1] & 0x40) throw new Error("a data segment beyond 2 GiB");
  return value;
}

function unsignedBytes(value) {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsignedBytes(Math.floor(value / 128))];
}

function signedBytes(value) {
  return value < 64 ? [value] : [(value % 128) | 128, ...signedBytes(Math.floor(value / 128))];
}

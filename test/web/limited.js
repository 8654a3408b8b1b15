// The package with little memory: a copy whose modules may not grow beyond some pages of 64 KiB.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = join(import.meta.dirname, "../../dist");

/** Copies dist into a folder; returns that. `pages`: most that each module may have. */
export function limitedPackage(folder, pages) {
  cpSync(dist, folder, { recursive: true });
  for (const name of ["core", "dissect", "stream", "bpf", "regex", "decode", "decompress"]) {
    for (const place of [folder, join(folder, "page/assets")]) limitAll(place, name, pages);
  }
  return folder;
}

function limitAll(folder, name, pages) {
  const path = join(folder, `${name}.wasm`);
  const bytes = readOptional(path);
  if (bytes) writeFileSync(path, limited(bytes, pages));
}

function readOptional(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

const MEMORY_SECTION = 5;

/** A module whose memory has another maximum, and begins with no more: https://webassembly.github.io/spec/core/binary/ */
export function limited(module, pages) {
  const bytes = Buffer.from(module);
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const size = uint(bytes, at + 1);
    if (id !== MEMORY_SECTION) {
      at = size.end + size.value;
      continue;
    }
    const initial = uint(bytes, size.end + 2); // behind their number and the flags
    const fewer = replaceUint(bytes, size.end + 2, Math.min(pages, initial.value));
    return replaceUint(fewer, initial.end, pages);
  }
  throw new Error("There is no memory section.");
}

function uint(bytes, start) {
  let [value, shift, at] = [0, 0, start];
  do {
    value |= (bytes[at] & 0x7f) << shift;
    shift += 7;
    at += 1;
  } while (bytes[at - 1] & 0x80);
  return { value, end: at };
}

// In as many bytes as there are: a longer form of a number is the same number.
function replaceUint(bytes, at, value) {
  const { end } = uint(bytes, at);
  for (let i = at; i < end; i += 1) {
    bytes[i] = ((value >> (7 * (i - at))) & 0x7f) | (i < end - 1 ? 0x80 : 0);
  }
  return bytes;
}

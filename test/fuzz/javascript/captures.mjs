// What is mutated: the small test captures, plain and compressed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { compressed } from "../../web/compress.js";

const LARGEST = 12 * 1024;
const folder = fileURLToPath(new URL("../../captures", import.meta.url));

/** Always in the same order. */
export function captures() {
  const plain = readdirSync(folder, { recursive: true })
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(folder, name))))
    .filter(({ length }) => length <= LARGEST);
  const packed = plain
    .filter((_, i) => i % 8 === 0)
    .map((bytes) => new Uint8Array(gzipSync(bytes)));
  return [...plain, ...packed, ...Object.values(compressed)];
}

// LZ4 frames, https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md.

import type { XXHash, XXHashAPI } from "xxhash-wasm";
import { at } from "../../base/at.js";
import { uint32 } from "../compression.js";
import type { Input } from "../input.js";
import { nextFrame } from "./frames.js";
import { loadHashes } from "./hashes.js";
import { decodeBlock } from "./lz4-block.js";

const MAGIC = 0x184d2204;

// How far back a block may refer, into the blocks before it.
const HISTORY = 64 * 1024;

const IS_STORED = 0x80000000;

/** Decodes all frames; see `Decode`. */
export async function* decode(open: () => Input): AsyncGenerator<Uint8Array, void> {
  const input = open();
  const hashes = await loadHashes();
  while (await nextFrame(input, MAGIC)) yield* frame(input, hashes);
}

interface Header {
  readonly isLinked: boolean;
  readonly hasBlockChecksums: boolean;
  readonly hasContentChecksum: boolean;
  readonly blockLimit: number;
  readonly contentSize: bigint | undefined;
}

async function* frame(input: Input, hashes: XXHashAPI): AsyncGenerator<Uint8Array, void> {
  const header = await readHeader(input, hashes);
  const hash = hashes.create32(0);
  const target = new Uint8Array((header.isLinked ? HISTORY : 0) + header.blockLimit);
  let history = 0;
  let size = 0n;
  for (;;) {
    const block = await readBlock(input, header, hashes);
    if (block === undefined) break;
    const end = decodeInto(target.subarray(0, history + header.blockLimit), history, block, input);
    input.take(block.size);
    const piece = target.subarray(history, end);
    size += BigInt(piece.length);
    hash.update(piece);
    yield piece;
    if (!header.isLinked) continue;
    const kept = Math.min(HISTORY, end);
    target.copyWithin(0, end - kept, end);
    history = kept;
  }
  if (header.contentSize !== undefined && size !== header.contentSize) {
    throw input.damaged("the content is not as long as the header says");
  }
  if (header.hasContentChecksum) await check(input, hash);
}

async function readHeader(input: Input, hashes: XXHashAPI): Promise<Header> {
  const start = await input.exactly(6);
  const [flags, sizes] = [at(start, 4), at(start, 5)];
  const hasSize = (flags & 8) !== 0;
  const length = 7 + (hasSize ? 8 : 0) + (flags & 1 ? 4 : 0);
  const bytes = await input.exactly(length);
  const checksum = (hashes.h32Raw(bytes.subarray(4, length - 1), 0) >>> 8) & 0xff;
  const blockSize = sizes >> 4;
  if (flags >> 6 !== 1) throw input.damaged("the version of the header is unknown");
  if ((flags & 2) | (sizes & 0x8f)) throw input.damaged("a reserved bit of the header is set");
  if (blockSize < 4) throw input.damaged("the size of blocks is unknown");
  if (checksum !== bytes[length - 1]) throw input.damaged("the header's checksum does not match");
  if (flags & 1) throw input.damaged("it needs a dictionary, which is not in it");
  const contentSize = hasSize
    ? BigInt(uint32(bytes, 6)) | (BigInt(uint32(bytes, 10)) << 32n)
    : undefined;
  input.take(length);
  return {
    isLinked: (flags & 0x20) === 0,
    hasBlockChecksums: (flags & 0x10) !== 0,
    hasContentChecksum: (flags & 4) !== 0,
    blockLimit: 2 ** (8 + 2 * blockSize),
    contentSize,
  };
}

interface Block {
  readonly bytes: Uint8Array;
  readonly isStored: boolean;
  /** With its length and its checksum. */
  readonly size: number;
}

/** The next block, which stays the next until it is taken; undefined at the end of the frame. */
async function readBlock(
  input: Input,
  header: Header,
  hashes: XXHashAPI,
): Promise<Block | undefined> {
  const word = uint32(await input.exactly(4), 0);
  if (word === 0) {
    input.take(4);
    return undefined;
  }
  const length = (word & ~IS_STORED) >>> 0;
  if (length > header.blockLimit) throw input.damaged("a block is larger than may be");
  const size = 4 + length + (header.hasBlockChecksums ? 4 : 0);
  const whole = await input.exactly(size);
  const bytes = whole.subarray(4, 4 + length);
  if (header.hasBlockChecksums && hashes.h32Raw(bytes, 0) >>> 0 !== uint32(whole, 4 + length)) {
    throw input.damaged("the checksum of a block does not match");
  }
  return { bytes, isStored: (word & IS_STORED) !== 0, size };
}

/** Puts what a block holds at `start` of the target; returns the end of it. */
function decodeInto(
  target: Uint8Array,
  start: number,
  { bytes, isStored }: Block,
  input: Input,
): number {
  if (isStored) {
    target.set(bytes, start);
    return start + bytes.length;
  }
  const end = decodeBlock(bytes, target, start);
  if (end === undefined) throw input.damaged("invalid block");
  return end;
}

async function check(input: Input, hash: XXHash<number>): Promise<void> {
  const stored = uint32(await input.exactly(4), 0);
  if (hash.digest() >>> 0 !== stored) throw input.damaged("the checksum does not match");
  input.take(4);
}

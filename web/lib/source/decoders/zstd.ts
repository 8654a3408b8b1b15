// Zstandard, RFC 8878: frames are walked here, blocks are decoded by fzstd.

import { Decompress } from "fzstd";
import type { XXHash } from "xxhash-wasm";
import { at } from "../../base/at.js";
import { uint32 } from "../compression.js";
import type { Input } from "../input.js";
import { nextFrame } from "./frames.js";
import { loadHashes } from "./hashes.js";

const MAGIC = 0xfd2fb528;

// The default limit of zstd itself. So much is kept in memory.
const WINDOW_LIMIT = 128 * 1024 * 1024;
const BLOCK_LIMIT = 128 * 1024;

const HAS_CHECKSUM = 4;
const RLE = 1;
const RESERVED = 3;

/** Decodes all frames; see `Decode`. */
export async function* decode(open: () => Input): AsyncGenerator<Uint8Array, void> {
  const input = open();
  const { create64 } = await loadHashes();
  while (await nextFrame(input, MAGIC)) yield* frame(input, create64());
}

interface Header {
  readonly bytes: Uint8Array;
  readonly hasChecksum: boolean;
  readonly blockLimit: number;
  readonly contentSize: bigint | undefined;
}

async function* frame(input: Input, hash: XXHash<bigint>): AsyncGenerator<Uint8Array, void> {
  const header = await readHeader(input);
  const decoder = new BlockDecoder(input, header);
  let size = 0n;
  for (let isLast = false; !isLast; ) {
    const { bytes, last } = await readBlock(input, header.blockLimit);
    isLast = last;
    for (const piece of decoder.decode(bytes, last)) {
      size += BigInt(piece.length);
      hash.update(piece);
      yield piece;
    }
    input.take(bytes.length);
  }
  if (header.contentSize !== undefined && size !== header.contentSize) {
    throw input.damaged("the content is not as long as the header says");
  }
  if (header.hasChecksum) await check(input, hash);
}

async function readHeader(input: Input): Promise<Header> {
  const descriptor = at(await input.exactly(5), 4);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionarySize = at([0, 1, 2, 4], descriptor & 3);
  const sizeSize = at([isSingleSegment ? 1 : 0, 2, 4, 8], descriptor >> 6);
  const dictionaryAt = isSingleSegment ? 5 : 6;
  const sizeAt = dictionaryAt + dictionarySize;
  const bytes = (await input.exactly(sizeAt + sizeSize)).slice();
  if (descriptor & 8) throw input.damaged("a reserved bit of the header is set");
  if (littleEndian(bytes, dictionaryAt, dictionarySize) !== 0n) {
    throw input.damaged("it needs a dictionary, which is not in it");
  }
  const stored = littleEndian(bytes, sizeAt, sizeSize);
  const contentSize = sizeSize === 2 ? stored + 256n : stored;
  const window = isSingleSegment ? Number(contentSize) : windowSize(at(bytes, 5));
  if (window > WINDOW_LIMIT) {
    throw input.damaged(`it needs ${window} bytes of memory, more than ${WINDOW_LIMIT}`);
  }
  input.take(bytes.length);
  // The checksum is checked here; the decoder would only look for its bytes.
  bytes[4] = descriptor & ~HAS_CHECKSUM;
  return {
    bytes,
    hasChecksum: (descriptor & HAS_CHECKSUM) !== 0,
    blockLimit: Math.min(BLOCK_LIMIT, window),
    contentSize: sizeSize > 0 ? contentSize : undefined,
  };
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function littleEndian(bytes: Uint8Array, begin: number, size: number): bigint {
  let value = 0n;
  for (const byte of bytes.slice(begin, begin + size).reverse())
    value = (value << 8n) | BigInt(byte);
  return value;
}

/** The next block with its header. It stays the next until it is taken. */
async function readBlock(
  input: Input,
  limit: number,
): Promise<{ bytes: Uint8Array; last: boolean }> {
  const start = await input.exactly(3);
  const header = at(start, 0) | (at(start, 1) << 8) | (at(start, 2) << 16);
  const [type, size] = [(header >> 1) & 3, header >> 3];
  if (type === RESERVED) throw input.damaged("a block is of an unknown type");
  if (size > limit) throw input.damaged("a block is larger than may be");
  const bytes = await input.exactly(3 + (type === RLE ? 1 : size));
  return { bytes, last: (header & 1) !== 0 };
}

/** Blocks of one frame, one at a time: so a block's worth of bytes comes out at a time. */
class BlockDecoder {
  readonly #input: Input;
  readonly #decompress: Decompress;
  #decoded: Uint8Array[] = [];

  constructor(input: Input, header: Header) {
    this.#input = input;
    this.#decompress = new Decompress((piece) => {
      if (piece.length > 0) this.#decoded.push(piece);
    });
    this.#decompress.push(header.bytes);
  }

  decode(block: Uint8Array, isLast: boolean): Uint8Array[] {
    this.#decoded = [];
    try {
      // It keeps the small ones, and the input's bytes do not stay what they are.
      this.#decompress.push(block.length < 32 ? block.slice() : block, isLast);
    } catch (error) {
      throw this.#input.damaged(wordsOf(error));
    }
    return this.#decoded;
  }
}

// Its own errors have a code. Others come from typed arrays where a damaged block misleads it.
function wordsOf(error: unknown): string {
  return error instanceof Error && "code" in error ? error.message : "invalid block";
}

async function check(input: Input, hash: XXHash<bigint>): Promise<void> {
  const stored = uint32(await input.exactly(4), 0);
  if (Number(hash.digest() & 0xffffffffn) !== stored) {
    throw input.damaged("the checksum does not match");
  }
  input.take(4);
}

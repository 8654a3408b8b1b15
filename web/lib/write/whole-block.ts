// Blocks of pcapng that are written as they are given: draft-ietf-opsawg-pcapng, sections 3.1, 4.8.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireBytes, requireWord } from "../base/require.js";
import type { Block, Custom } from "../record/block.js";
import { BlockBytes } from "./block-bytes.js";
import { blockOfBody, OptionBytes } from "./option-bytes.js";

/** Data of an enterprise to be written. The {@link Block.custom} of a block that was read is one. */
export type NewCustom = Pick<Custom, "enterprise" | "bytes"> & Partial<Pick<Custom, "mayCopy">>;

/** A block that was read. */
export type WholeBlock = Pick<Block, "type" | "bytes">;

const CUSTOM_NAMES: Names<NewCustom> = { enterprise: true, bytes: true, mayCopy: true };
const BLOCK_NAMES: Names<Block> = {
  type: true,
  name: true,
  offset: true,
  length: true,
  section: true,
  options: true,
  comments: true,
  damaged: true,
  names: true,
  secrets: true,
  journal: true,
  custom: true,
  statistics: true,
  bytes: true,
};

const CUSTOM = 0x00000bad;
const CUSTOM_NO_COPY = 0x40000bad;

// Type and two lengths.
const LEAST = 12;

// Sections, interfaces and packets, which are counted.
const COUNTED = [0x0a0d0d0a, 1, 2, 3, 6];

/** @internal A custom block. */
export function customBlock(custom: NewCustom): Uint8Array {
  requireOptions("custom", custom, CUSTOM_NAMES);
  const { enterprise, mayCopy = true, bytes } = custom;
  requireBytes("custom.bytes", bytes);
  const body = new BlockBytes().u32(requireWord("custom.enterprise", enterprise)).bytes(bytes);
  return blockOfBody(mayCopy ? CUSTOM : CUSTOM_NO_COPY, body, new OptionBytes());
}

/** @internal Whether the numbers of the block are in little endian; throws unless it is one. */
export function isLittleEndian(block: WholeBlock): boolean {
  requireOptions("block", block, BLOCK_NAMES);
  const { type, bytes } = block;
  requireBytes("block.bytes", bytes);
  if (COUNTED.includes(requireWord("block.type", type))) {
    throw new RangeError("block.type must not be that of a section, an interface or a packet");
  }
  if (isWhole(block, true)) return true;
  if (isWhole(block, false)) return false;
  throw new RangeError("block.bytes must be a whole block of block.type, with both its lengths");
}

function isWhole({ type, bytes }: WholeBlock, isLittle: boolean): boolean {
  const { buffer, byteOffset, length } = bytes;
  if (length < LEAST) return false;
  const view = new DataView(buffer, byteOffset, length);
  return [0, 4, length - 4].every(
    (at) => view.getUint32(at, isLittle) === (at === 0 ? type : length),
  );
}

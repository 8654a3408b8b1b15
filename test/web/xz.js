// The .xz file format 1.1: blocks that hold bytes as they are.
import { crc32 } from "node:zlib";
import { join, uint } from "./synthetic.js";

const FLAGS = Uint8Array.of(0, 1); // the check is CRC32
const CHUNK = 65_536;
const DICTIONARY_OF_64_KIB = 8;

/** One stream of any bytes, in one block; of none without a block. `dictionary`: its size, as LZMA2 has it. */
export function xzOf(bytes, dictionary = DICTIONARY_OF_64_KIB) {
  const blocks = bytes.length > 0 ? [blockOf(bytes, dictionary)] : [];
  const records = blocks.map(({ unpadded }) => join([vli(unpadded), vli(bytes.length)]));
  const index = checked(padded(join([Uint8Array.of(0), vli(blocks.length), ...records])));
  const start = Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0);
  const backward = join([uint(index.length / 4 - 1, 4), FLAGS]);
  const footer = join([uint(crc32(backward), 4), backward, Buffer.from("YZ")]);
  return join([start, checked(FLAGS), ...blocks.map((block) => block.bytes), index, footer]);
}

function blockOf(bytes, dictionary) {
  // LZMA2; in front is the size of the header in words, but one.
  const header = checked(Uint8Array.of(2, 0, 0x21, 1, dictionary, 0, 0, 0));
  const data = join([...chunks(bytes), Uint8Array.of(0)]);
  const unpadded = header.length + data.length + 4;
  return { bytes: join([header, padded(data), uint(crc32(bytes), 4)]), unpadded };
}

// The first forgets the dictionary.
function* chunks(bytes) {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const piece = bytes.subarray(at, at + CHUNK);
    const size = piece.length - 1;
    yield Uint8Array.of(at === 0 ? 1 : 2, size >> 8, size & 255);
    yield piece;
  }
}

const padded = (bytes) => join([bytes, new Uint8Array(-bytes.length & 3)]);
const checked = (bytes) => join([bytes, uint(crc32(bytes), 4)]);

/** Seven bits to a byte, the lowest first. */
function vli(value) {
  return Uint8Array.from(
    value < 128 ? [value] : [(value % 128) | 128, ...vli(Math.floor(value / 128))],
  );
}

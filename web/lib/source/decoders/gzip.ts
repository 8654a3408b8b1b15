// gzip, RFC 1952, by pako. DecompressionStream reads one member only and does not say where it ends.
import {
  Z_BUF_ERROR,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  ZStream,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateReset,
} from "pako";
import type { Input } from "../input.js";

const GZIP_HEADERS = 16; // added to the window's size: gzip instead of zlib headers
const PIECE = 64 * 1024;

/** Decodes all members; see `Decode`. */
export async function* decode(open: () => Input): AsyncGenerator<Uint8Array, void> {
  yield* members(open());
}

/** Decodes the members from here on. */
export async function* members(input: Input): AsyncGenerator<Uint8Array, void> {
  const stream = new ZStream();
  zlibInflateInit2(stream, 15 + GZIP_HEADERS);
  stream.output = new Uint8Array(PIECE);
  while (await nextMember(input)) yield* member(input, stream);
}

// Zeros behind a member are padding, as tapes make it.
async function nextMember(input: Input): Promise<boolean> {
  for (;;) {
    const bytes = await input.atLeast(1);
    if (bytes.length === 0) return false;
    const zeros = bytes.findIndex((byte) => byte !== 0);
    input.take(zeros === -1 ? bytes.length : zeros);
    if (zeros !== -1) return isMember(input);
  }
}

async function isMember(input: Input): Promise<true> {
  const start = (await input.atLeast(4)).subarray(0, 3);
  const magic = [0x1f, 0x8b, 8];
  if (!start.every((byte, i) => byte === magic[i])) throw input.foreign();
  if (start.length < 3) throw input.truncated("it ends within the header of a frame");
  return true;
}

async function* member(input: Input, stream: ZStream): AsyncGenerator<Uint8Array, void> {
  zlibInflateReset(stream);
  for (let status: number = Z_OK; status !== Z_STREAM_END; ) {
    const bytes = await input.atLeast(1);
    if (bytes.length === 0) throw input.truncated("it ends within a frame");
    [stream.input, stream.next_in, stream.avail_in] = [bytes, 0, bytes.length];
    do {
      [stream.next_out, stream.avail_out] = [0, PIECE];
      status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
    } while (status === Z_OK && stream.avail_out === 0);
    input.take(stream.next_in);
    // Z_BUF_ERROR only says that there was nothing to do.
    const isFine = status === Z_OK || status === Z_STREAM_END || status === Z_BUF_ERROR;
    if (!isFine) throw input.damaged(stream.msg || "invalid data");
  }
}

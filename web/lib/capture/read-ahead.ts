// Reading a capture from its first byte on.
import { turn } from "../base/turn.js";
import type { PacketIndex } from "./packet-index.js";

// Bytes that are read at once, and that are looked at without a turn for others.
const STRETCH = 4 * 1024 * 1024;
const STEP = 1024 * 1024;

/**
 * @internal The first `size` bytes of a capture in pieces, of which the next are read while one is looked
 * at. Throws `closed`.
 */
export async function* piecesOf(
  index: PacketIndex,
  size: number,
): AsyncGenerator<Uint8Array, void> {
  const read = (from: number) => {
    const coming = index.source.read(from, Math.min(STRETCH, size - from));
    coming.catch(() => {}); // it is reported when it is its turn
    return coming;
  };
  let coming = read(0);
  for (let from = 0; from < size; from += STRETCH) {
    const bytes = await coming;
    if (from + STRETCH < size) coming = read(from + STRETCH);
    for (let step = 0; step < bytes.length; step += STEP) {
      index.requireOpen();
      yield bytes.subarray(step, step + STEP);
      await turn();
    }
  }
}

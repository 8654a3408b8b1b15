// What zstd and lz4 have in common: frames one behind another, some of them to be skipped.
import { skippableSize, uint32 } from "../compression.js";
import type { Input } from "../input.js";

/** Goes to the next frame that starts with `magic`; false at the end of the source. */
export async function nextFrame(input: Input, magic: number): Promise<boolean> {
  for (;;) {
    const start = await input.atLeast(8);
    if (start.length === 0) return false;
    if (start.length >= 4 && uint32(start, 0) === magic) return true;
    const skippable = skippableSize(start);
    if (skippable === undefined)
      throw mayBeStart(start, magic) ? truncatedHeader(input) : input.foreign();
    await input.skip(skippable);
  }
}

function truncatedHeader(input: Input): Error {
  return input.truncated("it ends within the header of a frame");
}

// Fewer bytes than a magic number, or than the header of a frame to be skipped.
function mayBeStart(start: Uint8Array, magic: number): boolean {
  if (start.length >= 8) return false;
  const isStartOf = (word: number) =>
    start.length < 4 && start.every((byte, i) => byte === ((word >>> (8 * i)) & 0xff));
  const skippable = 0x184d2a50 | ((start[0] ?? 0) & 0xf);
  return isStartOf(magic) || isStartOf(skippable) || uint32(start, 0) === skippable;
}

// Reading many packets that are near each other, whoever reads them: few reads of the source.
import type { PacketIndex } from "./packet-index.js";
import type { Readable } from "./packets-again.js";

// Bytes that are read at once, and how many such stretches are kept.
const STRETCH = 1024 * 1024;
const KEPT = 8;

/**
 * The same capture, whose source reads stretches of 1 MiB and keeps the last eight: for packets in their
 * order, and those of their conversations a little before them. `end` is where reading ahead stops.
 */
export function readingNear(index: PacketIndex, end: number): Readable {
  const stretches = new Map<number, Promise<Uint8Array>>();
  const stretch = (number: number) => {
    const known = stretches.get(number) ?? readAt(number);
    stretches.delete(number); // the one that was used last stands last
    stretches.set(number, known);
    const [oldest] = stretches.keys();
    if (stretches.size > KEPT && oldest !== undefined) stretches.delete(oldest);
    return known;
  };
  const readAt = (number: number) => {
    const start = number * STRETCH;
    return index.source.read(start, Math.min(STRETCH, end - start));
  };
  const read = async (offset: number, length: number) => {
    const number = Math.floor(offset / STRETCH);
    const start = number * STRETCH;
    const isInOne = offset + length <= Math.min(start + STRETCH, end);
    if (!isInOne) return index.source.read(offset, length);
    return (await stretch(number)).slice(offset - start, offset - start + length);
  };
  return {
    get open() {
      return index.open;
    },
    source: { read },
    requireOpen: () => index.requireOpen(),
  };
}

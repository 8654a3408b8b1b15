// Reading the record of a packet again.
import type { RawRecord } from "../record/packet.js";
import type { Readable } from "./packets-again.js";

const NOTHING = new Uint8Array(0);

/** The bytes of packet `i`, which are there in the source, and what its record says beyond them. */
export async function readRecord(
  index: Readable,
  i: number,
  offset: number,
  length: number,
): Promise<{ bytes: Uint8Array; record: RawRecord }> {
  const { source } = index;
  const headSize = index.open.headSize(i);
  const read = await source.read(offset - headSize, headSize + length);
  const head = read.subarray(0, headSize);
  // Options stand behind the packet, and the head says whether there are any.
  const tailSize = index.open.tailSize(i, head);
  const tail = tailSize > 0 ? await source.read(offset + length, tailSize) : NOTHING;
  return { bytes: read.slice(headSize), record: index.open.record(i, head, tail) };
}

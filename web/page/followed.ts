// What the sides of a conversation say, as far as a person reads it. In the worker.
import type { Capture } from "packetglass";
import type { Followed, FollowedName, StreamPiece } from "./messages.js";

/** Bytes of both sides together: more is not read. */
const limit = 256 * 1024;

/** Reads a conversation from its beginning to its end or the limit. */
export async function readStream(capture: Capture, name: FollowedName): Promise<Followed> {
  const pieces: StreamPiece[] = [];
  let size = 0;
  for await (const piece of capture.follow(name)) {
    pieces.push(piece);
    size += piece.bytes?.length ?? 0;
    if (size >= limit) return { pieces, isWhole: false };
  }
  return { pieces, isWhole: true };
}

// What the sides of a conversation say, as far as a person reads it.
import type { FollowedName, StreamPiece } from "packetglass";
import type { RemoteCapture } from "packetglass/worker";

/** What the sides of a conversation say. */
export interface Followed {
  readonly pieces: readonly StreamPiece[];
  /** False when there is more. */
  readonly isWhole: boolean;
}

/** Bytes of both sides together: more is not read. */
const limit = 256 * 1024;

/** Reads a conversation from its beginning to its end or the limit. */
export async function readStream(capture: RemoteCapture, name: FollowedName): Promise<Followed> {
  const pieces: StreamPiece[] = [];
  let size = 0;
  for await (const piece of capture.follow(name)) {
    pieces.push(piece);
    size += piece.bytes?.length ?? 0;
    if (size >= limit) return { pieces, isWhole: false };
  }
  return { pieces, isWhole: true };
}

// What the sides of a conversation say.

import type { Names } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";
import { turn } from "../base/turn.js";
import type { SummaryCore } from "../core/core-summary.js";
import type { Interface } from "../record/interface.js";
import type { StreamPiece } from "../record/stream-piece.js";
import { numberOf } from "./lists.js";
import type { PacketIndex } from "./packet-index.js";
import { packetsAgain } from "./packets-again.js";

/** Which conversation: of a layer, its {@link Conversation.stream}. */
export interface FollowedName {
  /** What carries it. */
  readonly layer: "tcp" | "udp" | "sctp";
  /** Its number in that layer, from 0. */
  readonly stream: number;
}

/** @internal */
export const FOLLOWED_NAMES: Names<FollowedName> = { layer: true, stream: true };

// Packets whose conversations are looked at in one go: 36 bytes each.
const WINDOW = 65536;

/** @internal The core's number of a conversation. Throws a TypeError or RangeError. */
export function numberOfStream(
  core: SummaryCore,
  layer: "tcp" | "udp" | "sctp",
  stream: number,
): number {
  requireIndex("stream", stream, 0, 0xffffffff);
  const number = core.streams(numberOf(core, layer))[stream];
  if (number === undefined) throw new RangeError(`there is no stream ${stream} of ${layer}`);
  return number;
}

/** @internal Follows a conversation by the core's number. */
export async function* followed(
  index: PacketIndex,
  interfaces: readonly Interface[],
  conversation: number,
): AsyncGenerator<StreamPiece, void> {
  const stream = index.summary.openStream(conversation);
  try {
    const length = index.open.length();
    for (let from = 0; from < length; from += WINDOW) {
      const to = Math.min(from + WINDOW, length);
      await turn();
      const indices = indicesOf(index.summary, stream, conversation, from, to);
      if (indices.length === 0) continue;
      const columns = index.open.columns(from, to);
      for await (const { packets } of packetsAgain(index, interfaces, columns, indices)) {
        yield* index.summary.follow(stream, packets);
      }
    }
    yield* index.summary.follow(stream, []);
  } finally {
    if (index.isOpen) index.summary.closeStream(stream);
  }
}

// Indices in the columns of [from, to): the conversation's packets, and fragments that these complete.
function indicesOf(
  core: SummaryCore,
  stream: number,
  wanted: number,
  from: number,
  to: number,
): number[] {
  const { conversation } = core.columns(from, to);
  const indices = core.streamFragments(stream, from, to).map((i) => i - from);
  const fragments = indices.length;
  conversation.forEach((each, i) => {
    if (each === wanted) indices.push(i);
  });
  return fragments === 0 ? indices : indices.sort((a, b) => a - b);
}

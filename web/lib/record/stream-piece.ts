// A part of what a conversation says.
import type { Jsonable } from "../base/json.js";

/** Bytes that a side sent, behind its bytes before them; or a gap where some were not captured. */
export interface StreamPiece extends Jsonable {
  /** 0 whoever sent the first packet of the conversation, 1 the other. */
  readonly side: 0 | 1;
  /** The packet that brought it, or showed the gap, counted from 1. */
  readonly packet: number;
  /** Nanoseconds since 1970-01-01 UTC of that packet; absent where the capture does not say it. */
  readonly timestamp?: bigint;
  /** Bytes that this side sent before it, gaps included. */
  readonly offset: number;
  /** What it sent; absent in a gap. */
  readonly bytes?: Uint8Array;
  /** Bytes that are missing here; absent where there are bytes. */
  readonly gap?: number;
}

/** @internal A piece of TCP with the numbers of its segment. */
export interface NumberedPiece extends StreamPiece {
  /** Sequence number of its first byte. */
  readonly sequence?: number;
  /** Up to which byte its sender had the other side's. */
  readonly acknowledgment?: number;
  /** It is known that the side sent nothing before it. */
  readonly isFirst?: boolean;
  /** The side sends no more; the piece has no bytes. */
  readonly isEnd?: boolean;
}

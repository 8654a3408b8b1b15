// What packets behind one another say, as columns.
import type { Jsonable } from "../base/json.js";

/** The summary of the packets [from, to), as plain arrays that belong to the caller. */
export interface SummaryRange extends Jsonable {
  /** Index of the first packet, from 0. */
  readonly from: number;
  /** Index after the last packet. */
  readonly to: number;
  /** Index of the packet's protocol in {@link SummaryColumns.protocols}. */
  readonly protocol: Uint16Array<ArrayBuffer>;
  /**
   * Number of the conversation of its innermost IP addresses and ports, counted from 0 in the order
   * of their first packets; {@link NO_CONVERSATION} where it has none.
   */
  readonly conversation: Uint32Array<ArrayBuffer>;
  /** Who sent it: 0 whoever sent the first packet of the conversation, 1 the other. */
  readonly side: Uint8Array<ArrayBuffer>;
}

/** The conversation of a packet that belongs to none. */
export const NO_CONVERSATION = 0xffffffff;

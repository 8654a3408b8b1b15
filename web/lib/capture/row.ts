// What the columns say of packets.

import { at } from "../base/at.js";
import { type Jsonable, withJson } from "../base/json.js";
import type { RawRow } from "../core/dissector.js";
import { type ColumnsOfPacket, packetIn } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import { NO_CONVERSATION } from "../record/summary-range.js";
import type { PacketIndex } from "./packet-index.js";
import { MOST_PACKETS, packetsAgain, withNeeded } from "./packets-again.js";

/** A packet in a list: the columns that Wireshark shows. */
export interface Row extends Jsonable {
  /** Packet number, counted from 1. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01 UTC; absent where the capture does not say it. */
  readonly timestamp?: bigint;
  /** Who sent it: the innermost address that is known; `""` where there is none. */
  readonly source: string;
  /** To whom. */
  readonly destination: string;
  /** The innermost protocol. */
  readonly protocol: string;
  /**
   * Number of the conversation of its innermost IP addresses and ports: that of
   * {@link SummaryRange.conversation} and {@link Conversation.conversation}. Absent where it has none,
   * and where the capture was opened without `summary: true`.
   */
  readonly conversation?: number;
  /** Bytes that are in the capture. */
  readonly capturedLength: number;
  /** Bytes it had on the wire. */
  readonly originalLength: number;
  /** What it says, in a line. */
  readonly info: string;
  /** A layer is not as its standard says; {@link Row.info} says so too. */
  readonly malformed?: true;
  /** Not all of the packet was captured, and a layer ends early because of it; so does the info. */
  readonly truncated?: true;
  /**
   * A TCP analysis flag stands for it: a retransmission, a lost segment and so on, as Wireshark's
   * `tcp.analysis.flags`.
   */
  readonly analysis?: true;
}

/** @internal Reads and dissects the packets [from, to), which are there. */
export async function readRows(
  index: PacketIndex,
  interfaces: readonly Interface[],
  from: number,
  to: number,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let first = from; first < to; first += MOST_PACKETS) {
    const end = Math.min(first + MOST_PACKETS, to);
    const columns = index.open.columns(first, end);
    const { conversation } = index.requireOpen().summary?.columns(first, end) ?? {};
    const all = Array.from(columns.offset, (_, i) => i);
    for await (const stretch of packetsAgain(index, interfaces, columns, all)) {
      const dissector = await index.dissector();
      for await (const { before, packets, indices } of withNeeded(
        index,
        interfaces,
        dissector,
        stretch,
      )) {
        dissector.rows(before, packets).forEach((row, k) => {
          const i = at(indices, k);
          rows.push(rowOf(packetIn(columns, i), row, conversation?.[i]));
        });
      }
    }
  }
  return Object.freeze(rows);
}

function rowOf(packet: ColumnsOfPacket, raw: RawRow, conversation = NO_CONVERSATION): Row {
  const [source, destination, protocol, info, marks] = raw;
  const { index, timestamp, capturedLength, originalLength } = packet;
  const facts = withJson({
    number: index + 1,
    ...(timestamp !== undefined && { timestamp }),
    source,
    destination,
    protocol,
    ...(conversation !== NO_CONVERSATION && { conversation }),
    capturedLength,
    originalLength,
    info,
    ...(marks & 1 && { malformed: true as const }),
    ...(marks & 2 && { truncated: true as const }),
    ...(marks & 4 && { analysis: true as const }),
  });
  return Object.freeze(facts);
}

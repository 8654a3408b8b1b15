// What the columns say of packets.

import { at } from "../base/at.js";
import { type Jsonable, withJson } from "../base/json.js";
import type { RawRow } from "../core/dissector.js";
import { type ColumnsOfPacket, packetIn } from "../record/column-range.js";
import type { Interface } from "../record/interface.js";
import { NO_CONVERSATION } from "../record/summary-range.js";
import type { PacketIndex } from "./packet-index.js";
import { groupsOf, MOST_PACKETS, type Near, packetsAgain, withNeeded } from "./packets-again.js";

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
  /** Not all of the packet was captured, and a layer is truncated because of it; so does the info. */
  readonly truncated?: true;
  /**
   * A TCP analysis flag stands for it: a retransmission, a lost segment and so on, as Wireshark's
   * `tcp.analysis.flags`.
   */
  readonly analysis?: true;
}

// Packets far from each other are read so many at once.
const AT_ONCE = 8;

/** @internal Reads and dissects the packets with these ascending indices, which are there. */
export async function readRows(
  index: PacketIndex,
  interfaces: readonly Interface[],
  indices: readonly number[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let begin = 0; begin < indices.length; begin += MOST_PACKETS) {
    const groups = groupsOf(indices.slice(begin, begin + MOST_PACKETS));
    for (let k = 0; k < groups.length; k += AT_ONCE) {
      const reading = groups.slice(k, k + AT_ONCE).map((near) => rowsOf(index, interfaces, near));
      for (const some of await Promise.all(reading)) for (const row of some) rows.push(row);
    }
  }
  return Object.freeze(rows);
}

async function rowsOf(
  index: PacketIndex,
  interfaces: readonly Interface[],
  { first, last, near }: Near,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const columns = index.open.columns(first, last + 1);
  const { conversation } = index.requireOpen().summary?.columns(first, last + 1) ?? {};
  const within = near.map((i) => i - first);
  for await (const stretch of packetsAgain(index, interfaces, columns, within)) {
    const dissector = await index.dissector();
    for await (const part of withNeeded(index, interfaces, dissector, stretch)) {
      dissector.rows(part.before, part.packets).forEach((row, k) => {
        const i = at(part.indices, k);
        rows.push(rowOf(packetIn(columns, i), row, conversation?.[i]));
      });
    }
  }
  return rows;
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

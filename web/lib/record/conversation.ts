// Who talked to whom: the conversations and endpoints of a layer.

import type { Jsonable } from "../base/json.js";

/**
 * A layer that has conversations and endpoints. Addresses of IP are those of the innermost header,
 * and TCP, UDP and SCTP are what it carries, as in the columns; Ethernet is the outermost, the link
 * that was captured.
 */
export type ListLayer = "ethernet" | "wlan" | "ip" | "ipv4" | "ipv6" | "tcp" | "udp" | "sctp";

/** A conversation between two endpoints; A sent its first packet. */
export interface Conversation extends Jsonable {
  /** Who sent the first packet, as text. */
  readonly addressA: string;
  /** To whom. */
  readonly addressB: string;
  /** Port of A, of TCP, UDP and SCTP. */
  readonly portA?: number;
  /** Port of B. */
  readonly portB?: number;
  /**
   * Its number in the whole capture, of TCP, UDP and SCTP: that of its packets in
   * {@link SummaryRange.conversation} and {@link Row.conversation}. Other layers' conversations are
   * sums of several and have none.
   */
  readonly conversation?: number;
  /** Counted from 0 for each of TCP, UDP and SCTP, as Wireshark's `tcp.stream`. */
  readonly stream?: number;
  /** Community ID, version 1: a name that other tools give it too. Of TCP, UDP and SCTP. */
  readonly communityId?: string;
  /** Packets that A sent. */
  readonly packetsAB: number;
  /** Packets that B sent. */
  readonly packetsBA: number;
  /** Bytes that A sent: original lengths of its packets. */
  readonly bytesAB: number;
  /** Bytes that B sent. */
  readonly bytesBA: number;
  /** Nanoseconds since 1970-01-01 UTC of the earliest packet; absent where no packet has a time. */
  readonly first?: bigint;
  /** Nanoseconds since 1970-01-01 UTC of the latest packet; absent where no packet has a time. */
  readonly last?: bigint;
  /** Nanoseconds from the earliest to the latest packet; absent where no packet has a time. */
  readonly duration?: bigint;
  /** Bits a second that A sent on average; absent where the conversation took no time. */
  readonly rateAB?: number;
  /** Bits a second that B sent on average. */
  readonly rateBA?: number;
}

/** A conversation of TCP, UDP or SCTP, which has ports and numbers. */
export type TransportConversation = Conversation &
  Required<Pick<Conversation, "portA" | "portB" | "conversation" | "stream" | "communityId">>;

/** What the conversations of a layer are. */
export type ConversationOf<Layer extends ListLayer> = Layer extends "tcp" | "udp" | "sctp"
  ? TransportConversation
  : Conversation;

/** Whoever sends or receives. */
export interface Endpoint {
  /** Its address as text. */
  readonly address: string;
  /** Of TCP, UDP and SCTP. */
  readonly port?: number;
  /** Packets sent and received; those it sent to itself count twice. */
  readonly packets: number;
  /** Bytes sent and received: original lengths of the packets. */
  readonly bytes: number;
  /** Packets that it sent. */
  readonly sentPackets: number;
  /** Bytes of these. */
  readonly sentBytes: number;
  /** Packets that were sent to it. */
  readonly receivedPackets: number;
  /** Bytes of these. */
  readonly receivedBytes: number;
  /** How many conversations of the layer it is a side of. */
  readonly conversations: number;
}

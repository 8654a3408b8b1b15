// What the page and its worker say to each other: plain shapes that survive structured cloning.
import type {
  Block,
  BlockPlace,
  ColumnRange,
  Conversation,
  Endpoint,
  FollowedName,
  HierarchyNode,
  HttpObject,
  Interface,
  Issue,
  ListLayer,
  Packet,
  PacketLayers,
  Progress,
  Row,
  Section,
  StreamPiece,
} from "packetglass";
import type { Failure } from "./capture-failure.js";

export type {
  Block,
  BlockPlace,
  ClassicRecord,
  ColumnRange,
  Conversation,
  Endpoint,
  Field,
  FollowedName,
  HierarchyNode,
  Interface,
  InterfaceStatistics,
  Issue,
  ListLayer,
  NameRecord,
  Option,
  Optional,
  Packet,
  PacketFlags,
  PacketLayers,
  Progress,
  Row,
  Section,
  StreamPiece,
} from "packetglass";

/** What is known of a capture as soon as it is open. */
export interface CaptureSummary {
  /** Packets. */
  readonly length: number;
  /** Bytes of the source. */
  readonly size: number;
  readonly sections: readonly Section[];
  readonly interfaces: readonly Interface[];
  /** Blocks that are neither sections, interfaces nor packets. */
  readonly blockCount: number;
  /** The first issues of each kind; `issueCount` is the number of all. */
  readonly issues: readonly Issue[];
  readonly issueCount: number;
  /** Time of packet 1 in nanoseconds since 1970 UTC; absent when there is no packet. */
  readonly firstTimestamp?: bigint;
}

/** What takes a walk over all packets to know. Times are nanoseconds since 1970 UTC. */
export interface Totals {
  readonly capturedBytes: bigint;
  readonly originalBytes: bigint;
  /** Absent when there is no packet. */
  readonly earliest?: bigint;
  readonly latest?: bigint;
}

/** What the sides of a conversation say. */
export interface Followed {
  readonly pieces: readonly StreamPiece[];
  /** False when there is more. */
  readonly isWhole: boolean;
}

/** A body that was sent over HTTP, without its bytes. */
export interface ListedObject extends Omit<HttpObject, "bytes"> {
  /** Its place in the list, from 1. */
  readonly number: number;
  /** How many were sent before it in its stream. */
  readonly before: number;
}

/** The bodies of a capture. */
export interface ObjectList {
  readonly objects: readonly ListedObject[];
  /** False when there are more. */
  readonly isWhole: boolean;
}

/** A body to be saved. */
export interface SavedObject {
  /** Of the file: safe, whatever was sent. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything about one packet. */
export interface Inspection {
  readonly packet: Packet;
  readonly dissection: PacketLayers;
}

/** Who talked: an endpoint, or two of them with each other. */
export type Talker = Conversation | Endpoint;

/** The part [from, to) of a sorted list. */
export interface TrafficQuery {
  readonly list: "conversations" | "endpoints";
  readonly layer: ListLayer;
  /** Most bytes or packets first; of conversations also the earliest, or the longest duration. */
  readonly sort: "bytes" | "packets" | "start" | "duration";
  readonly from: number;
  readonly to: number;
}

export interface TrafficPiece {
  /** Of the whole list. */
  readonly length: number;
  readonly rows: readonly Talker[];
}

/** What the page asks and gets. `capture` is the `id` of the call that opened the capture meant. */
export interface Calls {
  /** Opens a file, or a path on the page's own origin; closes what was open before. */
  open: {
    asked: { source: Blob | string; maxDecompressed: number | undefined };
    answer: CaptureSummary;
  };
  columns: { asked: { capture: number; from: number; to: number }; answer: ColumnRange };
  rows: { asked: { capture: number; from: number; to: number }; answer: readonly Row[] };
  packet: { asked: { capture: number; index: number }; answer: Packet };
  inspect: { asked: { capture: number; index: number }; answer: Inspection };
  hierarchy: { asked: { capture: number }; answer: HierarchyNode };
  follow: { asked: { capture: number; stream: FollowedName }; answer: Followed };
  objects: { asked: { capture: number }; answer: ObjectList };
  object: { asked: { capture: number; object: ListedObject }; answer: SavedObject };
  traffic: { asked: { capture: number; query: TrafficQuery }; answer: TrafficPiece };
  blocks: { asked: { capture: number; from: number; to: number }; answer: BlockPlace[] };
  block: { asked: { capture: number; index: number }; answer: Block };
  totals: { asked: { capture: number }; answer: Totals };
}

export type CallName = keyof Calls;

/** `id` names the call in everything that answers it. */
export type Call = {
  [Name in CallName]: { id: number; name: Name } & Calls[Name]["asked"];
}[CallName];

/** Gives up a capture; one that is still being opened fails with the code `cancelled`. No answer. */
export interface Close {
  name: "close";
  capture: number;
}

export type Answer =
  | { id: number; kind: "progress"; progress: Progress }
  | { id: number; kind: "done"; value: Calls[CallName]["answer"] }
  | { id: number; kind: "failed"; failure: Failure };

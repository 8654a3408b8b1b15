// Expert information: what is unusual in a packet.

/** How severe it is, in Wireshark's words, from the least on. */
export type ExpertSeverity = "Comment" | "Chat" | "Note" | "Warning" | "Error";

/** What it is about, in Wireshark's words. */
export type ExpertGroup =
  | "Checksum"
  | "Sequence"
  | "Response"
  | "Request"
  | "Undecoded"
  | "Reassemble"
  | "Malformed"
  | "Debug"
  | "Protocol"
  | "Security"
  | "Comment"
  | "Decryption"
  | "Assumption"
  | "Deprecated";

/** One item of {@link Capture.expert}. */
export interface ExpertItem {
  /** Number of the packet, from 1. */
  readonly packet: number;
  readonly severity: ExpertSeverity;
  readonly group: ExpertGroup;
  /** The protocol that noticed it: `"TCP"`. */
  readonly protocol: string;
  /** Its field, as filters name it: `"tcp.analysis.retransmission"`; undefined where it has none. */
  readonly field: string | undefined;
  /** What it says; controls that a packet had are escaped. */
  readonly text: string;
}

/** @internal As cpp/wasm/expert_sink.h describes one. */
export type RawExpertItem = readonly [
  packet: number,
  severity: ExpertSeverity,
  group: ExpertGroup,
  protocol: string,
  field: string,
  text: string,
];

/** @internal */
export function expertItem([
  packet,
  severity,
  group,
  protocol,
  field,
  text,
]: RawExpertItem): ExpertItem {
  return Object.freeze({ packet, severity, group, protocol, field: field || undefined, text });
}

// One packet with its bytes.

/** One packet; its bytes are its own and stay valid after the capture was closed. */
export interface Packet {
  /** Place in the capture, counted from 1. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01 UTC, exact; undefined where the capture does not say it. */
  readonly timestamp: bigint | undefined;
  /** Bytes that are in the capture: the length of {@link Packet.bytes}. */
  readonly capturedLength: number;
  /** Bytes it had on the wire. */
  readonly originalLength: number;
  /** Index of its {@link Interface}. */
  readonly interfaceId: number;
  /** LINKTYPE_ number of its interface: what its first bytes are. */
  readonly linkType: number;
  /** Where {@link Packet.bytes} start in the source, or in what it is decompressed to. */
  readonly offset: number;
  /** The packet as it was captured. */
  readonly bytes: Uint8Array;
}

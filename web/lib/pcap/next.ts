// What next() of a cap gives, and where it comes from.

/** A packet: its bytes, its time in nanoseconds since 1970 UTC, and its length on the wire. */
export type PacketResult = [bytes: Uint8Array, timestamp: bigint, wireLength: number];

/**
 * A packet; or nothing and `"timeout"` when a live capture saw none for a while; or nothing at all
 * at the end; or nothing and a sentence that says what went wrong.
 */
export type NextResult = PacketResult | [bytes: undefined, message?: string];

/** @internal Where a cap has its packets from. */
export interface PacketSource {
  /** LINKTYPE_ number. */
  readonly linkType: number;
  /** Most bytes kept of a packet. */
  readonly snaplen: number;
  /** Whether times are finer than microseconds. */
  readonly isFine: boolean;
  next(): Promise<NextResult>;
  setFilter(filter: string, noOptimize: boolean): Promise<void>;
  inject(packet: Uint8Array): Promise<void>;
  close(): void;
}

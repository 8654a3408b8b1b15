// A packet to be written, and the options of its block: draft-ietf-opsawg-pcapng, section 4.3.
import { BlockBytes, OptionBytes, requireWord } from "./block-bytes.js";
import type { Hash } from "./option.js";
import type { PacketFlags } from "./packet.js";
import { requireBytes, requireObject } from "./read-options.js";

/** A packet to be written. A {@link Packet} that was read is one too. */
export interface NewPacket {
  /** The packet. */
  readonly bytes: Uint8Array;
  /** Nanoseconds since 1970-01-01 UTC; undefined for a simple packet of pcapng, which has none. */
  readonly timestamp: bigint | undefined;
  /** Bytes it had on the wire; by default as many as there are. */
  readonly originalLength?: number;
  /** The LINKTYPE_ number; by default that of the interface, or of the file. */
  readonly linkType?: number;
  /**
   * pcapng: number of its interface, as {@link CaptureWriter.addInterface} returned it. By default
   * the first one of its link type, which is declared where there is none yet.
   */
  readonly interfaceId?: number;
  /** pcapng: comments. */
  readonly comments?: readonly string[];
  /** pcapng: direction, reception and errors: all 32 bits of `epb_flags`. */
  readonly flags?: number | Pick<PacketFlags, "word"> | undefined;
  /** pcapng: packets that were lost between the one before and this: `epb_dropcount`. */
  readonly dropCount?: bigint | undefined;
  /** pcapng: a number for the same packet wherever it was captured: `epb_packetid`. */
  readonly packetId?: bigint | undefined;
  /** pcapng: queue of the interface: `epb_queue`. */
  readonly queue?: number | undefined;
  /** pcapng: hashes over the packet: `epb_hash`. */
  readonly hashes?: readonly Pick<Hash, "kind" | "bytes">[];
  /** pcapng: the process it belongs to: `epb_processid_threadid`. */
  readonly processId?: number | undefined;
  /** pcapng: the thread it belongs to. */
  readonly threadId?: number | undefined;
}

const NOTHING = new Uint8Array(0);

/** @internal The options of its block without their end. */
export function packetOptions(packet: NewPacket): Uint8Array {
  const { comments, flags, dropCount, packetId, queue, hashes, processId } = packet;
  const isPlain =
    !comments?.length && !hashes?.length && flags === undefined && dropCount === undefined;
  if (isPlain && packetId === undefined && queue === undefined && processId === undefined) {
    return NOTHING;
  }
  const options = new OptionBytes()
    .texts("comments", 1, comments)
    .u32("flags", 2, typeof flags === "object" ? flags.word : flags);
  for (const { kind, bytes } of hashes ?? []) {
    options.add("hashes", 3, Uint8Array.of(kind, ...bytes));
  }
  options.u64("dropCount", 4, dropCount).u64("packetId", 5, packetId).u32("queue", 6, queue);
  if (processId !== undefined) {
    const thread = requireWord("threadId", packet.threadId ?? 0);
    const both = new BlockBytes().u32(requireWord("processId", processId)).u32(thread).all;
    options.add("processId", 8, both);
  }
  return options.list;
}

/** @internal Throws a TypeError or RangeError that names what is wrong. */
export function requirePacket(packet: NewPacket): void {
  requireObject("packet", packet);
  const { bytes, timestamp, originalLength } = packet;
  requireBytes("packet.bytes", bytes);
  if (timestamp !== undefined && typeof timestamp !== "bigint") {
    throw new TypeError("packet.timestamp must be a bigint");
  }
  if (originalLength === undefined) return;
  if (requireWord("packet.originalLength", originalLength) < bytes.length) {
    throw new RangeError("packet.originalLength must not be less than there are bytes");
  }
}

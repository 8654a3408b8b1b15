// A packet to be written, and the options of its block: draft-ietf-opsawg-pcapng, section 4.3.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireBytes, requireTicks, requireWord } from "../base/require.js";
import type { Hash, NewOption, Verdict } from "../record/option.js";
import type { Packet, PacketFlags } from "../record/packet.js";
import { BlockBytes } from "./block-bytes.js";
import { OptionBytes } from "./option-bytes.js";

/** A packet to be written. A {@link Packet} that was read is one too. */
export interface NewPacket {
  /** The packet. */
  readonly bytes: Uint8Array;
  /**
   * Nanoseconds since 1970-01-01 UTC; undefined, or null as in events, for a simple packet of pcapng,
   * which has none.
   */
  readonly timestamp: bigint | null | undefined;
  /**
   * pcapng: its time as it stood there, in ticks of its interface: what is finer than nanoseconds or
   * beyond them. Written where they are the time of `timestamp` on the interface that is written.
   */
  readonly ticks?: bigint | undefined;
  /** Bytes it had on the wire; by default as many as there are. Damaged captures have fewer. */
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
  /** pcapng: what was decided about the packet: `epb_verdict`. */
  readonly verdicts?: readonly NewVerdict[];
  /** pcapng: the process it belongs to: `epb_processid_threadid`. */
  readonly processId?: number | undefined;
  /** pcapng: the thread it belongs to. */
  readonly threadId?: number | undefined;
  /** pcapng: further options, such as those of enterprises. */
  readonly options?: readonly NewOption[];
}

/** What was decided about a packet: a `value`, or for hardware any `bytes`. */
export type NewVerdict = Pick<Verdict, "kind"> & Partial<Pick<Verdict, "value" | "bytes">>;

// A packet that was read may be written again, whatever is known of it.
const NAMES: Names<NewPacket & Packet> = {
  bytes: true,
  timestamp: true,
  timestampText: true,
  originalLength: true,
  linkType: true,
  interfaceId: true,
  comments: true,
  flags: true,
  dropCount: true,
  packetId: true,
  queue: true,
  hashes: true,
  verdicts: true,
  processId: true,
  threadId: true,
  options: true,
  number: true,
  capturedLength: true,
  offset: true,
  record: true,
  ticks: true,
  damaged: true,
};

const NOTHING = new Uint8Array(0);

/** @internal The options of its block without their end. */
export function packetOptions(packet: NewPacket): Uint8Array {
  const { comments, flags, dropCount, packetId, queue, hashes, verdicts, processId } = packet;
  if (isPlain(packet)) return NOTHING;
  const options = new OptionBytes(packet.options)
    .texts("comments", 1, comments)
    .u32("flags", 2, typeof flags === "object" ? flags.word : flags);
  for (const { kind, bytes } of hashes ?? []) {
    options.add("hashes", 3, kindOf("hashes", kind).bytes(bytes).all);
  }
  options.u64("dropCount", 4, dropCount).u64("packetId", 5, packetId).u32("queue", 6, queue);
  for (const verdict of verdicts ?? []) options.add("verdicts", 7, verdictBytes(verdict));
  if (processId !== undefined) {
    const thread = requireWord("threadId", packet.threadId ?? 0);
    const both = new BlockBytes().u32(requireWord("processId", processId)).u32(thread).all;
    options.add("processId", 8, both);
  }
  return options.others("options", packet.options).list;
}

function isPlain(packet: NewPacket): boolean {
  const { comments, hashes, verdicts, options } = packet;
  if (comments?.length || hashes?.length || verdicts?.length || options?.length) return false;
  const { flags, dropCount, packetId, queue, processId } = packet;
  if (flags !== undefined || dropCount !== undefined) return false;
  return packetId === undefined && queue === undefined && processId === undefined;
}

function verdictBytes({ kind, value, bytes }: NewVerdict): Uint8Array {
  const verdict = kindOf("verdicts", kind);
  if (typeof value === "bigint") return verdict.u64(value).all;
  if (value !== undefined) throw new TypeError("verdicts.value must be a bigint");
  requireBytes("verdicts.bytes", bytes);
  return verdict.bytes(bytes as Uint8Array).all;
}

// The octet that such an option begins with.
function kindOf(name: string, kind: number): BlockBytes {
  if (Number.isInteger(kind) && kind >= 0 && kind <= 0xff) return new BlockBytes().u8(kind);
  throw new RangeError(`${name}.kind must be an integer from 0 to 255, not ${kind}`);
}

/** @internal Throws a TypeError or RangeError that names what is wrong. */
export function requirePacket(packet: NewPacket): void {
  requireOptions("packet", packet, NAMES);
  const { bytes, timestamp, ticks, originalLength } = packet;
  requireBytes("packet.bytes", bytes);
  if (typeof (timestamp ?? 0n) !== "bigint") {
    throw new TypeError("packet.timestamp must be a bigint");
  }
  if (ticks !== undefined) requireTicks("packet.ticks", ticks);
  if (originalLength !== undefined) requireWord("packet.originalLength", originalLength);
}

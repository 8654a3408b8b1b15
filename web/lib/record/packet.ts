// One packet with its bytes, and what its record says beyond them.
import { type Jsonable, withJson } from "../base/json.js";
import {
  firstValue,
  type Hash,
  type Optional,
  optional,
  type RawOptional,
  type Thread,
  type Verdict,
  valuesOf,
} from "./option.js";

/** One packet; its bytes are its own and stay valid after the capture was closed. */
export interface Packet extends Optional, Jsonable {
  /** Packet number, counted from 1. */
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
  /** What the rarer variants of classic pcap say of each packet; elsewhere undefined. */
  readonly record?: ClassicRecord;
  /**
   * pcapng: its time as it stands there, in ticks of its interface. What is finer than nanoseconds
   * is only here. Undefined in classic pcap, and for packets without a time.
   */
  readonly ticks?: bigint;
  /**
   * Its true time in ISO 8601, such as `"+292277026596-12-04T15:30:07.000000000Z"`, where 64 bits of
   * nanoseconds (1677 to 2262) cannot hold it: {@link Packet.timestamp} is then the nearest that
   * they can. Else undefined.
   */
  readonly timestampText?: string;
  /** Direction, reception and errors: `epb_flags`. */
  readonly flags?: PacketFlags;
  /** Packets that were lost between the one before and this: `epb_dropcount`. */
  readonly dropCount: bigint | undefined;
  /** A number for the same packet wherever it was captured: `epb_packetid`. */
  readonly packetId: bigint | undefined;
  /** Queue of the interface: `epb_queue`. */
  readonly queue: number | undefined;
  /** Hashes over the packet: `epb_hash`. */
  readonly hashes: readonly Hash[];
  /** What was decided about the packet: `epb_verdict`. */
  readonly verdicts: readonly Verdict[];
  /** Process the packet belongs to: `epb_processid_threadid`. */
  readonly processId: number | undefined;
  /** Thread the packet belongs to: `epb_processid_threadid`. */
  readonly threadId: number | undefined;
}

/** What a record of classic pcap has beyond time and lengths, as far as its variant has it. */
export interface ClassicRecord {
  /** Index of the interface, on the machine that captured. */
  readonly interfaceIndex?: number;
  /** Ethernet type, or one of Linux' own protocols. */
  readonly protocol?: number;
  /** 0 to this machine, 1 broadcast, 2 multicast, 3 to another machine, 4 sent by this machine. */
  readonly packetType?: number;
  /** First of the two CPU numbers of SuSE 6.3. */
  readonly cpu1?: number;
  /** Second of the two CPU numbers of SuSE 6.3. */
  readonly cpu2?: number;
  /** netsniff-ng: where the time comes from. */
  readonly timestampSource?: number;
  /** netsniff-ng: type of the interface's hardware. */
  readonly hardwareType?: number;
  /** Nokia's four bytes, which nobody has explained. */
  readonly nokia?: Uint8Array;
  /** The padding behind these; in AIX' captures of FDDI what stands in front of the packet. */
  readonly padding?: Uint8Array;
}

/** What the bits of `epb_flags` and `pack_flags` say. */
export interface PacketFlags {
  /** Whether the packet came or went. */
  readonly direction: "unknown" | "inbound" | "outbound";
  /** To whom it was sent. */
  readonly reception: "unknown" | "unicast" | "multicast" | "broadcast" | "promiscuous";
  /** Bytes of frame check sequence at its end, whatever its interface says; undefined if not said. */
  readonly fcsLength?: number;
  /** The checksum in it is not computed yet: the hardware was to do it. */
  readonly checksumNotReady: boolean;
  /** The checksum in it was found right. */
  readonly checksumValid: boolean;
  /** The hardware was to split it into segments. */
  readonly segmentationOffloaded: boolean;
  /**
   * What was wrong on the wire: `"crc"`, `"packet_too_long"`, `"packet_too_short"`,
   * `"inter_frame_gap"`, `"unaligned"`, `"start_frame_delimiter"`, `"preamble"`, `"symbol"`.
   */
  readonly errors: readonly string[];
  /** All 32 bits. */
  readonly word: number;
}

/** What a record says beyond the columns, as the core describes it. */
export interface RawRecord extends RawOptional {
  readonly record?: ClassicRecord;
  readonly ticks?: bigint;
  readonly timestampText?: string;
  readonly drops?: number;
  readonly flags?: PacketFlags;
}

/** What is known of a packet without its record. */
export type PacketFacts = Pick<
  Packet,
  "number" | "timestamp" | "interfaceId" | "linkType" | "bytes"
> &
  Pick<Packet, "capturedLength" | "originalLength" | "offset">;

/** @internal The packet of these facts whose record says so. */
export function packetOf(facts: PacketFacts, raw: RawRecord): Packet {
  const { options, record, ticks, timestampText, drops, flags } = raw;
  const thread = firstValue<Thread>(options, "epb_processid_threadid");
  return withJson({
    ...facts,
    ...optional(raw),
    record,
    ticks,
    timestampText,
    flags,
    dropCount: drops === undefined ? firstValue(options, "epb_dropcount") : BigInt(drops),
    packetId: firstValue(options, "epb_packetid"),
    queue: firstValue(options, "epb_queue"),
    hashes: [...valuesOf(options, "epb_hash"), ...valuesOf(options, "pack_hash")] as Hash[],
    verdicts: valuesOf(options, "epb_verdict") as Verdict[],
    processId: thread?.processId,
    threadId: thread?.threadId,
  });
}

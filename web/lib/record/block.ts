// Blocks of pcapng that are neither sections, interfaces nor packets.
import { type Jsonable, withJson } from "../base/json.js";
import { firstValue, type Optional, optional, type RawOptional } from "./option.js";

/** A block as the index has it: where it is. */
export interface BlockEntry {
  /** Its type, as a number. */
  readonly type: number;
  /** Name of its type, such as `"Name Resolution"` or `"unknown 0x00000bbb"`. */
  readonly name: string;
  /** Where it starts in the source, or in what it is decompressed to. */
  readonly offset: number;
  /** Bytes of the whole block. */
  readonly length: number;
  /** Index of the {@link Section} it stands in. */
  readonly section: number;
}

/** One block. What its type does not have is undefined. */
export interface Block extends BlockEntry, Optional, Jsonable {
  /** Names for addresses, of a Name Resolution Block. */
  readonly names?: readonly NameRecord[];
  /** Keys to what is encrypted, of a Decryption Secrets Block. */
  readonly secrets?: Secrets;
  /** Fields of a log entry, of a systemd Journal Export Block. */
  readonly journal?: readonly JournalField[];
  /** Data of an enterprise, of a Custom Block. */
  readonly custom?: Custom;
  /** Counters of an interface, of an Interface Statistics Block. */
  readonly statistics?: InterfaceStatistics;
  /** The whole block as it stands there, from its type to its second length. */
  readonly bytes: Uint8Array;
}

/** A block as the core describes it: counters are among its options. */
export type RawBlock = RawOptional &
  Omit<Block, keyof Optional | "bytes" | "statistics"> & { readonly statistics?: RawStatistics };

/** Names for one address. */
export interface NameRecord extends Jsonable {
  /** Type of the record, as a number. */
  readonly type: number;
  /** What the address is: `"ipv4"`, `"ipv6"`, `"eui48"`, `"eui64"`; undefined where not known. */
  readonly kind?: "ipv4" | "ipv6" | "eui48" | "eui64";
  /** The address as text. */
  readonly address?: string;
  /** Its names. */
  readonly names?: readonly string[];
  /** Address and names as they stand there. */
  readonly bytes: Uint8Array;
}

/** Keys to what is encrypted in the capture. */
export interface Secrets extends Jsonable {
  /** What they are for, as a number. */
  readonly type: number;
  /** What they are, such as `"TLS Key Log"`; undefined where the number is not known. */
  readonly name?: string;
  /** Bytes of them, as the block says; they are left out where that does not fit into it. */
  readonly length: number;
  /** The secrets. */
  readonly bytes: Uint8Array;
}

/** One field of a log entry. */
export interface JournalField extends Jsonable {
  /** Its name, such as `"MESSAGE"`. */
  readonly name: string;
  /** Its value as text. */
  readonly value: string;
  /** Its value, which may be any bytes. */
  readonly bytes: Uint8Array;
}

/** Data of an enterprise, in a form that only it knows. */
export interface Custom extends Jsonable {
  /** Private enterprise number. */
  readonly enterprise: number;
  /** Whether programs that do not understand it may copy it into a capture they have changed. */
  readonly mayCopy: boolean;
  /** All that follows the number, options included. */
  readonly bytes: Uint8Array;
}

/** Counters of an interface. */
export interface InterfaceStatistics extends Jsonable {
  /** Index of the {@link Interface}; undefined where its section has no such. */
  readonly interfaceId?: number;
  /** When the counters were read, in ns since 1970-01-01 UTC; undefined if 64 bits cannot hold it. */
  readonly timestamp?: bigint;
  /** The same in ISO 8601, where 64 bits cannot hold it: see {@link Packet.timestampText}. */
  readonly timestampText?: string;
  /** The same in ticks of the interface, as it stands there. */
  readonly ticks: bigint;
  /** When the capture began, in ns since 1970-01-01 UTC: `isb_starttime`. */
  readonly startTime?: bigint;
  /** The same in ISO 8601, where 64 bits cannot hold it. */
  readonly startTimeText?: string;
  /** When the capture ended, in ns since 1970-01-01 UTC: `isb_endtime`. */
  readonly endTime?: bigint;
  /** The same in ISO 8601, where 64 bits cannot hold it. */
  readonly endTimeText?: string;
  /** Packets that came to the interface: `isb_ifrecv`. */
  readonly received: bigint | undefined;
  /** Packets that the interface lost: `isb_ifdrop`. */
  readonly dropped: bigint | undefined;
  /** Packets that the filter let pass: `isb_filteraccept`. */
  readonly filterAccepted: bigint | undefined;
  /** Packets that the operating system lost: `isb_osdrop`. */
  readonly osDropped: bigint | undefined;
  /** Packets that were handed to the user: `isb_usrdeliv`. */
  readonly delivered: bigint | undefined;
}

type RawStatistics = Pick<
  InterfaceStatistics,
  | "interfaceId"
  | "timestamp"
  | "timestampText"
  | "ticks"
  | "startTime"
  | "startTimeText"
  | "endTime"
  | "endTimeText"
>;

// Types of blocks that captures are asked for.
export const NAME_RESOLUTION = 4;
export const INTERFACE_STATISTICS = 5;
export const DECRYPTION_SECRETS = 10;

/** @internal The block of these bytes that the core describes so. */
export function blockOf(raw: RawBlock, bytes: Uint8Array): Block {
  const { statistics } = raw;
  const counters = statistics && counted(statistics, raw);
  return withJson({ ...raw, ...optional(raw), statistics: counters, bytes });
}

function counted(statistics: RawStatistics, { options }: RawBlock): InterfaceStatistics {
  return withJson({
    ...statistics,
    received: firstValue(options, "isb_ifrecv"),
    dropped: firstValue(options, "isb_ifdrop"),
    filterAccepted: firstValue(options, "isb_filteraccept"),
    osDropped: firstValue(options, "isb_osdrop"),
    delivered: firstValue(options, "isb_usrdeliv"),
  });
}

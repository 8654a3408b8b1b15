// Where packets were captured, and how their bytes and times are to be understood.
import { type Jsonable, withJson } from "../base/json.js";
import {
  firstValue,
  type Optional,
  optional,
  type RawDeclared,
  type RawOptional,
  texts,
} from "./option.js";

/**
 * One interface; {@link Packet.interfaceId} and the `interface` column are indexes of these. Only
 * pcapng says more than the link type, the snaplen and the resolution.
 */
export interface Interface extends Optional, Jsonable {
  /** Index of its {@link Section}. */
  readonly section: number;
  /** The LINKTYPE_ number, without FCS and reserved bits. */
  readonly linkType: number;
  /** Name of the link type, such as `"ETHERNET"`. */
  readonly linkTypeName: string;
  /** What the link type is, in words. */
  readonly linkTypeDescription: string;
  /** Most bytes kept of a packet; 0: all. */
  readonly snaplen: number;
  /**
   * Resolution of its timestamps in the source: 1,000,000 or another power of ten, in pcapng also
   * a power of two. Exact but for powers of ten above 10^22, of which it is the nearest number.
   */
  readonly ticksPerSecond: number;
  /** Seconds that are added to its timestamps (they are in all times here): `if_tsoffset`. */
  readonly timestampOffset: bigint;
  /** Bytes of frame check sequence at the end of each packet; undefined where the file is silent. */
  readonly fcsLength?: number;
  /**
   * False where its options are too long to be kept in memory, and none are here: {@link
   * Capture.interface} reads them again.
   */
  readonly optionsKept: boolean;
  /** What the system calls it, such as `"eth0"`: `if_name`. */
  readonly name: string | undefined;
  /** What it is, in words: `if_description`. */
  readonly description: string | undefined;
  /** Which packets were captured: a filter expression, or BPF code as bytes. `if_filter`. */
  readonly filter: string | Uint8Array | undefined;
  /** Bits per second: `if_speed`. */
  readonly speed: bigint | undefined;
  /** Bits per second when sending: `if_txspeed`. */
  readonly txSpeed: bigint | undefined;
  /** Bits per second when receiving: `if_rxspeed`. */
  readonly rxSpeed: bigint | undefined;
  /** Operating system of the machine it is in: `if_os`. */
  readonly os: string | undefined;
  /** What hardware it is: `if_hardware`. */
  readonly hardware: string | undefined;
  /** Its hardware address, such as `"02:00:00:00:00:01"`: `if_MACaddr`. */
  readonly macAddress: string | undefined;
  /** Its hardware address of eight bytes: `if_EUIaddr`. */
  readonly euiAddress: string | undefined;
  /** Its addresses with masks, such as `"192.0.2.1/255.255.255.0"`: `if_IPv4addr`. */
  readonly ipv4Addresses: readonly string[];
  /** Its addresses with prefix lengths, such as `"2001:db8::1/64"`: `if_IPv6addr`. */
  readonly ipv6Addresses: readonly string[];
  /** Its time zone, as the obsolete `if_tzone` has it: nobody has said what the number means. */
  readonly timeZone: number | undefined;
  /** Its time zone, such as `"Europe/Berlin"`: `if_iana_tzname`. */
  readonly timeZoneName: string | undefined;
}

/** An interface as the core describes it: the rest is among its options. */
export type RawInterface = RawOptional &
  RawDeclared &
  Pick<Interface, "section" | "linkType" | "linkTypeName" | "linkTypeDescription" | "snaplen"> &
  Pick<Interface, "timestampOffset" | "fcsLength"> & { readonly tsresol: number };

/** @internal The interface that the core describes so. */
export function interfaceOf({ tsresol, blockSize, offset, ...raw }: RawInterface): Interface {
  const { options } = raw;
  return withJson({
    ...raw,
    ...optional(raw),
    ticksPerSecond: Number(ticksPerSecondOf(tsresol)),
    name: firstValue(options, "if_name"),
    description: firstValue(options, "if_description"),
    filter: firstValue(options, "if_filter"),
    speed: firstValue(options, "if_speed"),
    txSpeed: firstValue(options, "if_txspeed"),
    rxSpeed: firstValue(options, "if_rxspeed"),
    os: firstValue(options, "if_os"),
    hardware: firstValue(options, "if_hardware"),
    macAddress: firstValue(options, "if_MACaddr"),
    euiAddress: firstValue(options, "if_EUIaddr"),
    ipv4Addresses: texts(options, "if_IPv4addr"),
    ipv6Addresses: texts(options, "if_IPv6addr"),
    timeZone: firstValue(options, "if_tzone"),
    timeZoneName: firstValue(options, "if_iana_tzname"),
  });
}

/** @internal Ticks per second by `if_tsresol`, exact: bit 7 says whether it is a power of two. */
export function ticksPerSecondOf(tsresol: number): bigint {
  return (tsresol & 0x80 ? 2n : 10n) ** BigInt(tsresol & 0x7f);
}

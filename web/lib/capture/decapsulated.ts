// The headers of a packet as one record.

import { type Names, requireOptions } from "../base/option-names.js";
import { requireIndex } from "../base/range.js";
import { type LoadDissect, sharedDissector } from "../core/dissector.js";

/**
 * The headers of a packet: the record of Tenzir's `decapsulate()`, whose names these are. What is
 * not in the packet, or was cut, is not set. Of tunnels the outermost headers are told.
 */
export interface Decapsulated {
  /** Ethernet. */
  readonly ether?: EtherHeader;
  /** Tags of VLANs. */
  readonly vlan?: VlanTags;
  /** IPv4 or IPv6. */
  readonly ip?: IpHeader;
  /** TCP. */
  readonly tcp?: PortPair;
  /** UDP. */
  readonly udp?: PortPair;
  /** SCTP. */
  readonly sctp?: PortPair;
  /** ICMP or ICMPv6. */
  readonly icmp?: IcmpHeader;
  /** Community ID, version 1, such as `"1:LQU9qZlK+B5F3KDmev6m5PMibrg="`. */
  readonly community_id?: string;
}

/** The header of Ethernet. */
export interface EtherHeader {
  /** Source, such as `"02-00-00-00-00-01"`. */
  readonly src: string;
  /** Destination. */
  readonly dst: string;
  /** EtherType, behind tags. */
  readonly type: number;
}

/** Identifiers of VLANs. */
export interface VlanTags {
  /** Of the outer tag. */
  readonly outer?: number;
  /** Of the tag inside it. */
  readonly inner?: number;
}

/** The header of IPv4 or IPv6. */
export interface IpHeader {
  /** Source address. */
  readonly src: string;
  /** Destination address. */
  readonly dst: string;
  /** Number of the protocol inside; of IPv6 behind its extension headers. */
  readonly type: number;
}

/** The ports of a packet. */
export interface PortPair {
  /** Source port. */
  readonly src_port: number;
  /** Destination port. */
  readonly dst_port: number;
}

/** What an ICMP message is. */
export interface IcmpHeader {
  /** Its type. */
  readonly type: number;
  /** Its code. */
  readonly code: number;
}

/** Options of {@link Capture.decapsulate}. */
export interface SeedOptions {
  /** The seed of Community IDs, from 0 (the default) to 65535. */
  readonly seed?: number;
}

/** What {@link decapsulate} is told of a packet. */
export interface DecapsulateOptions extends SeedOptions {
  /** LINKTYPE_ number: what the first bytes are. */
  readonly linkType: number;
  /** Bytes the packet had on the wire; by default those that are there. */
  readonly originalLength?: number;
}

const SEED_NAMES: Names<SeedOptions> = { seed: true };
const NAMES: Names<DecapsulateOptions> = { ...SEED_NAMES, linkType: true, originalLength: true };

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

/** @internal The record of bytes that belong to no capture. */
export async function decapsulateBytes(
  load: LoadDissect,
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  requireOptions("options", options, NAMES);
  const { linkType, originalLength = bytes?.length, seed = 0 } = options;
  if (Object.prototype.toString.call(bytes) !== "[object Uint8Array]") {
    throw new TypeError("bytes must be a Uint8Array");
  }
  requireIndex("options.linkType", linkType, 0, MOST_16);
  requireIndex("options.originalLength", originalLength, 0, MOST_32);
  requireSeed(seed);
  const dissector = await sharedDissector(load);
  return dissector.headers({ bytes, originalLength, linkType }, seed);
}

/** @internal The seed of Community IDs. Throws a TypeError or RangeError. */
export function seedOf(options: SeedOptions): number {
  requireOptions("options", options, SEED_NAMES);
  const { seed = 0 } = options;
  requireSeed(seed);
  return seed;
}

function requireSeed(seed: number): void {
  requireIndex("seed", seed, 0, MOST_16);
}

// The headers of a packet as one record.
import { requireIndex } from "./columns.js";
import { type LoadDissect, sharedDissector } from "./dissector.js";

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

/** What {@link decapsulate} is told of a packet. */
export interface DecapsulateOptions {
  /** LINKTYPE_ number: what the first bytes are. */
  readonly linkType: number;
  /** Bytes the packet had on the wire; by default those that are there. */
  readonly originalLength?: number;
  /** The seed of Community IDs, from 0 (the default) to 65535. */
  readonly seed?: number;
}

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;

/** @internal The record of bytes that belong to no capture. */
export async function decapsulateBytes(
  load: LoadDissect,
  bytes: Uint8Array,
  options: DecapsulateOptions,
): Promise<Decapsulated> {
  const { linkType, originalLength = bytes?.length, seed = 0 } = options ?? {};
  if (Object.prototype.toString.call(bytes) !== "[object Uint8Array]") {
    throw new TypeError("bytes must be a Uint8Array");
  }
  requireIndex("options.linkType", linkType, 0, MOST_16);
  requireIndex("options.originalLength", originalLength, 0, MOST_32);
  requireSeed(seed);
  const dissector = await sharedDissector(load);
  return dissector.headers({ bytes, originalLength, linkType }, seed);
}

/** @internal Throws unless `seed` is the seed of Community IDs. */
export function requireSeed(seed: number): void {
  requireIndex("seed", seed, 0, MOST_16);
}

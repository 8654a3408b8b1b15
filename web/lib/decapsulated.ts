// The headers of a packet as one record.
import { requireIndex } from "./columns.js";
import { type Dissector, dissectorOf } from "./dissector.js";
import type { LoadDissect } from "./packet-index.js";

/**
 * The headers of a packet: the record of Tenzir's `decapsulate()`, whose names these are. What is
 * not in the packet, or was cut, is not set. Of tunnels the outermost headers are told.
 */
export interface Decapsulated {
  /** Ethernet: addresses such as `"02-00-00-00-00-01"`, and the EtherType. */
  readonly ether?: { readonly src: string; readonly dst: string; readonly type: number };
  /** Identifiers of VLANs. */
  readonly vlan?: { readonly outer?: number; readonly inner?: number };
  /** IPv4 or IPv6: addresses, and the number of the protocol inside, behind extension headers. */
  readonly ip?: { readonly src: string; readonly dst: string; readonly type: number };
  readonly tcp?: PortPair;
  readonly udp?: PortPair;
  readonly sctp?: PortPair;
  /** ICMP or ICMPv6. */
  readonly icmp?: { readonly type: number; readonly code: number };
  /** Community ID, version 1, such as `"1:LQU9qZlK+B5F3KDmev6m5PMibrg="`. */
  readonly community_id?: string;
}

/** The ports of a packet. */
export interface PortPair {
  readonly src_port: number;
  readonly dst_port: number;
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
  requireIndex("options.originalLength", originalLength, bytes.length, MOST_32);
  requireSeed(seed);
  const dissector: Dissector = dissectorOf(await load());
  return dissector.headers({ bytes, originalLength, linkType }, seed);
}

/** @internal Throws unless `seed` is the seed of Community IDs. */
export function requireSeed(seed: number): void {
  requireIndex("seed", seed, 0, MOST_16);
}

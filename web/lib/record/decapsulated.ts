// The headers of a packet as one record.

/**
 * The headers of a packet: the record of Tenzir's `decapsulate()`, whose names these are. A header
 * that the packet does not have, or that is truncated, is absent. A tunnel has its outermost headers.
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

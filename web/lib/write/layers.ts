// The layers that packets are built of: those of cpp/edit/build/layers.h.

/** A MAC address: `"02:00:00:00:00:01"`, or its 6 bytes. */
export type MacAddress = string | Uint8Array;

/** An IPv4 address: `"192.0.2.1"`, or its 4 bytes. */
export type Ipv4Address = string | Uint8Array;

/** An IPv6 address: `"2001:db8::1"`, or its 16 bytes. */
export type Ipv6Address = string | Uint8Array;

/** IEEE 802.3, without a frame check sequence. */
export interface EthernetLayer {
  readonly layer: "ethernet";
  /** By default zeros, as all addresses. */
  readonly destination?: MacAddress;
  readonly source?: MacAddress;
  /** EtherType; by default that of the layer inside, else 0. */
  readonly type?: number;
  /** With zeros behind the packet to the 60 bytes of a frame; by default false. */
  readonly padded?: boolean;
}

/** IEEE 802.1Q. The type of the layer around it is 0x8100, unless that says another. */
export interface VlanLayer {
  readonly layer: "vlan";
  /** Of 12 bits; by default 0. */
  readonly id?: number;
  /** Of 3 bits; by default 0. */
  readonly priority?: number;
  /** By default false. */
  readonly dropEligible?: boolean;
  /** EtherType; by default that of the layer inside, else 0. */
  readonly type?: number;
}

/** RFC 791. */
export interface Ipv4Layer {
  readonly layer: "ipv4";
  readonly source?: Ipv4Address;
  readonly destination?: Ipv4Address;
  /** DSCP and ECN, 8 bits; by default 0. */
  readonly trafficClass?: number;
  /** Of 16 bits; by default 0. */
  readonly identification?: number;
  /** By default false. */
  readonly dontFragment?: boolean;
  /** By default false. */
  readonly moreFragments?: boolean;
  /** In units of 8 bytes, 13 bits; by default 0. */
  readonly fragmentOffset?: number;
  /** By default 64. */
  readonly timeToLive?: number;
  /** By default that of the layer inside; 255, reserved, for a payload; 59 for nothing. */
  readonly protocol?: number;
  /** Padded with zeros to words of 4 bytes; 40 bytes at most. */
  readonly options?: Uint8Array;
  /** Total length in bytes; by default what there is. */
  readonly length?: number;
  /** By default the right one. */
  readonly checksum?: number;
}

/** RFC 8200. */
export interface Ipv6Layer {
  readonly layer: "ipv6";
  readonly source?: Ipv6Address;
  readonly destination?: Ipv6Address;
  /** DSCP and ECN, 8 bits; by default 0. */
  readonly trafficClass?: number;
  /** Of 20 bits; by default 0. */
  readonly flowLabel?: number;
  /** By default 64. */
  readonly hopLimit?: number;
  /** By default that of the layer inside; 255, reserved, for a payload; 59 for nothing. */
  readonly nextHeader?: number;
  /** Payload length in bytes; by default what there is. */
  readonly length?: number;
}

/** What ICMP and ICMPv6 have: type, code and the four bytes whose meaning these say. */
export interface ControlLayer {
  /** By default an echo request: 8 of ICMP, 128 of ICMPv6. */
  readonly type?: number;
  /** By default 0. */
  readonly code?: number;
  /** The 32 bits behind the checksum; of an echo its identifier and sequence number. By default 0. */
  readonly rest?: number;
  /** By default the right one. */
  readonly checksum?: number;
}

/** RFC 792. */
export interface IcmpLayer extends ControlLayer {
  readonly layer: "icmp";
}

/** RFC 4443. Without a layer of IP around it the checksum is 0. */
export interface Icmpv6Layer extends ControlLayer {
  readonly layer: "icmpv6";
}

/** RFC 768. Without a layer of IP around it the checksum is 0, which says that there is none. */
export interface UdpLayer {
  readonly layer: "udp";
  /** Port; by default 0. */
  readonly source?: number;
  /** Port; by default 0. */
  readonly destination?: number;
  /** Of header and payload in bytes; by default what there is. */
  readonly length?: number;
  /** By default the right one. */
  readonly checksum?: number;
}

/** RFC 9293. Without a layer of IP around it the checksum is 0. */
export interface TcpLayer {
  readonly layer: "tcp";
  /** Port; by default 0. */
  readonly source?: number;
  /** Port; by default 0. */
  readonly destination?: number;
  /** By default 0. */
  readonly sequence?: number;
  /** By default 0. */
  readonly acknowledgment?: number;
  /** Names, or the number of 12 bits; by default none. */
  readonly flags?: number | readonly TcpFlag[];
  /** As it stands in the header, not scaled; by default 65535. */
  readonly window?: number;
  /** By default 0. */
  readonly urgentPointer?: number;
  /** One behind the other, or their bytes; padded with zeros to words of 4 bytes, 40 bytes at most. */
  readonly options?: Uint8Array | readonly TcpOption[];
  /** By default the right one. */
  readonly checksum?: number;
}

/** A flag of TCP. */
export type TcpFlag =
  | "fin"
  | "syn"
  | "reset"
  | "push"
  | "ack"
  | "urgent"
  | "ece"
  | "cwr"
  | "accurateEcn";

/**
 * An option of TCP. Nothing is aligned: `"nop"` does that. `sack` has pairs of left and right edges, of
 * which at most four fit; `kind` is any option with what follows its length.
 */
export type TcpOption =
  | "end"
  | "nop"
  | "sackPermitted"
  | { readonly mss: number }
  | { readonly windowScale: number }
  | { readonly sack: readonly (readonly [left: number, right: number])[] }
  | { readonly timestamps: readonly [value: number, echo: number] }
  | { readonly kind: number; readonly content: Uint8Array };

/** RFC 9260: the common header; its chunks are the layers inside. */
export interface SctpLayer {
  readonly layer: "sctp";
  /** Port; by default 0. */
  readonly source?: number;
  /** Port; by default 0. */
  readonly destination?: number;
  /** By default 0. */
  readonly verificationTag?: number;
  /** CRC32c, as a number; by default the right one. */
  readonly checksum?: number;
}

/** A DATA chunk of SCTP, padded with zeros to words of 4 bytes. */
export interface SctpDataLayer {
  readonly layer: "sctpData";
  /** Of 8 bits; by default 3, a whole message. */
  readonly flags?: number;
  /** By default 0. */
  readonly tsn?: number;
  /** By default 0. */
  readonly stream?: number;
  /** By default 0. */
  readonly streamSequence?: number;
  /** By default 0. */
  readonly payloadProtocol?: number;
}

/** A question of DNS. */
export interface DnsQuestion {
  /**
   * Labels with dots between them, `"example.com"`; `"."` or nothing is the root. `\.` and `\DDD` are as
   * in RFC 1035, section 5.1. It is written whole, never compressed.
   */
  readonly name?: string;
  /** By default 1, A. */
  readonly type?: number;
  /** By default 1, IN. */
  readonly class?: number;
}

/** A resource record of DNS. */
export interface DnsRecord extends DnsQuestion {
  /** Seconds; by default 0. */
  readonly timeToLive?: number;
  /** By default nothing. A text is a name, as CNAME, NS and PTR have one. */
  readonly data?: Uint8Array | string;
}

/** RFC 1035. */
export interface DnsLayer {
  readonly layer: "dns";
  /** Transaction ID; by default 0. */
  readonly id?: number;
  /** Of 16 bits; by default 0x0100, recursion desired. */
  readonly flags?: number;
  readonly questions?: readonly DnsQuestion[];
  readonly answers?: readonly DnsRecord[];
  readonly authorities?: readonly DnsRecord[];
  readonly additionals?: readonly DnsRecord[];
  /** As over TCP: two bytes of length before the message; by default false. */
  readonly lengthPrefixed?: boolean;
}

/** Bytes as they are. */
export interface PayloadLayer {
  readonly layer: "payload";
  readonly bytes?: Uint8Array;
}

/** A layer of a packet that is built. */
export type NewLayer =
  | EthernetLayer
  | VlanLayer
  | Ipv4Layer
  | Ipv6Layer
  | IcmpLayer
  | Icmpv6Layer
  | UdpLayer
  | TcpLayer
  | SctpLayer
  | SctpDataLayer
  | DnsLayer
  | PayloadLayer;

// One field of a packet's layers, by its name.

import type { Field, PacketLayers } from "./packet-layers.js";

/** What a field's value may be. */
export type FieldValue = NonNullable<Field["value"]>;

/** The types of the values of well known fields. */
export interface FieldValues {
  "eth.dst": string;
  "eth.src": string;
  "eth.addr": string;
  "eth.type": number;
  "vlan.id": number;
  "arp.opcode": number;
  "arp.src.proto_ipv4": string;
  "arp.dst.proto_ipv4": string;
  "ip.version": number;
  "ip.hdr_len": number;
  "ip.dsfield": number;
  "ip.len": number;
  "ip.id": number;
  "ip.flags.df": boolean;
  "ip.flags.mf": boolean;
  "ip.frag_offset": number;
  "ip.ttl": number;
  "ip.proto": number;
  "ip.src": string;
  "ip.dst": string;
  "ip.addr": string;
  "ipv6.flow": number;
  "ipv6.plen": number;
  "ipv6.nxt": number;
  "ipv6.hlim": number;
  "ipv6.src": string;
  "ipv6.dst": string;
  "ipv6.addr": string;
  "icmp.type": number;
  "icmp.code": number;
  "icmpv6.type": number;
  "icmpv6.code": number;
  "tcp.srcport": number;
  "tcp.dstport": number;
  "tcp.port": number;
  "tcp.stream": number;
  "tcp.len": number;
  "tcp.seq": number;
  "tcp.seq_raw": number;
  "tcp.nxtseq": number;
  "tcp.ack": number;
  "tcp.ack_raw": number;
  "tcp.hdr_len": number;
  "tcp.flags": number;
  "tcp.flags.fin": boolean;
  "tcp.flags.syn": boolean;
  "tcp.flags.reset": boolean;
  "tcp.flags.push": boolean;
  "tcp.flags.ack": boolean;
  "tcp.window_size_value": number;
  "udp.srcport": number;
  "udp.dstport": number;
  "udp.port": number;
  "udp.length": number;
  "dns.id": number;
  "dns.flags.response": boolean;
  "dns.flags.rcode": number;
  "dns.qry.name": string;
  "dns.qry.type": number;
  "dns.a": string;
  "dns.aaaa": string;
  "dns.cname": string;
  "http.request.method": string;
  "http.request.uri": string;
  "http.request.version": string;
  "http.response.code": number;
  "http.response.phrase": string;
  "http.host": string;
  "http.user_agent": string;
  "http.content_type": string;
  "tls.record.content_type": number;
  "tls.record.length": number;
  "tls.handshake.type": number;
  "tls.handshake.extensions_server_name": string;
}

// THE TABLE of names that stand for several fields: KnownField.members.
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  "eth.addr": ["eth.dst", "eth.src"],
  "ip.addr": ["ip.src", "ip.dst"],
  "ipv6.addr": ["ipv6.src", "ipv6.dst"],
  "sctp.port": ["sctp.srcport", "sctp.dstport"],
  "tcp.port": ["tcp.srcport", "tcp.dstport"],
  "udp.port": ["udp.srcport", "udp.dstport"],
  "wlan.addr": ["wlan.ra", "wlan.da", "wlan.ta", "wlan.sa", "wlan.bssid"],
};

/**
 * The value of the first field of this name in a packet; undefined where none has a value. What is known of
 * every packet (`frame.*`) stands in no layer.
 *
 * @example
 * ```js
 * import { field, openCapture } from "packetglass";
 *
 * const capture = await openCapture("traffic.pcap");
 * for await (const batch of capture.layers(0, 1000)) {
 *   for (const layers of batch) console.log(field(layers, "ip.ttl"), field(layers, "http.host"));
 * }
 * capture.close();
 * ```
 */
export function field<Name extends keyof FieldValues>(
  layers: PacketLayers,
  name: Name,
): FieldValues[Name] | undefined;
export function field(layers: PacketLayers, name: string): FieldValue | undefined;
export function field({ layers }: PacketLayers, name: string): FieldValue | undefined {
  if (typeof name !== "string") throw new TypeError("name must be a string");
  const names = Object.hasOwn(MEMBERS, name) ? MEMBERS[name] : undefined;
  return firstValue(layers, names ?? [name]);
}

function firstValue(fields: readonly Field[], names: readonly string[]): FieldValue | undefined {
  for (const each of fields) {
    if (each.value !== undefined && names.includes(each.name)) return each.value;
    const inside = firstValue(each.fields, names);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

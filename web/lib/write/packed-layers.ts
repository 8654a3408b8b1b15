// Layers as bytes for the core: names and order are those of cpp/edit/build/layers.h.

import type {
  DnsLayer,
  DnsQuestion,
  DnsRecord,
  EthernetLayer,
  IcmpLayer,
  Icmpv6Layer,
  Ipv4Layer,
  Ipv6Layer,
  NewLayer,
  PayloadLayer,
  SctpDataLayer,
  SctpLayer,
  TcpLayer,
  UdpLayer,
  VlanLayer,
} from "./layers.js";
import {
  address,
  bytesOrName,
  flag,
  flags,
  number,
  octets,
  type Pack,
  PackedFields,
  records,
  requireArray,
  text,
} from "./packed-fields.js";
import { tcpOptions } from "./tcp-options.js";

/** How each field of a layer is packed; the compiler sees to it that none is missing. */
type Fields<Layer> = { readonly [Name in Exclude<keyof Layer, "layer">]-?: Pack };

const [u8, u16, u32] = [number(8), number(16), number(32)];
const [mac, ipv4, ipv6] = [address(6), address(4), address(16)];

const ETHERNET: Fields<EthernetLayer> = {
  destination: mac,
  source: mac,
  type: u16,
  padded: flag,
};

const VLAN: Fields<VlanLayer> = {
  id: number(12),
  priority: number(3),
  dropEligible: flag,
  type: u16,
};

const IPV4: Fields<Ipv4Layer> = {
  source: ipv4,
  destination: ipv4,
  trafficClass: u8,
  identification: u16,
  dontFragment: flag,
  moreFragments: flag,
  fragmentOffset: number(13),
  timeToLive: u8,
  protocol: u8,
  options: octets,
  length: u16,
  checksum: u16,
};

const IPV6: Fields<Ipv6Layer> = {
  source: ipv6,
  destination: ipv6,
  trafficClass: u8,
  flowLabel: number(20),
  hopLimit: u8,
  nextHeader: u8,
  length: u16,
};

const ICMP: Fields<IcmpLayer> & Fields<Icmpv6Layer> = {
  type: u8,
  code: u8,
  rest: u32,
  checksum: u16,
};

const UDP: Fields<UdpLayer> = { source: u16, destination: u16, length: u16, checksum: u16 };

// TcpFlag of layers.h.
const TCP_FLAGS = {
  fin: 0x001,
  syn: 0x002,
  reset: 0x004,
  push: 0x008,
  ack: 0x010,
  urgent: 0x020,
  ece: 0x040,
  cwr: 0x080,
  accurateEcn: 0x100,
};

const TCP: Fields<TcpLayer> = {
  source: u16,
  destination: u16,
  sequence: u32,
  acknowledgment: u32,
  flags: flags(12, TCP_FLAGS),
  window: u16,
  urgentPointer: u16,
  options: tcpOptions,
  checksum: u16,
};

const SCTP: Fields<SctpLayer> = {
  source: u16,
  destination: u16,
  verificationTag: u32,
  checksum: u32,
};

const SCTP_DATA: Fields<SctpDataLayer> = {
  flags: u8,
  tsn: u32,
  stream: u16,
  streamSequence: u16,
  payloadProtocol: u32,
};

const DNS_QUESTION: Fields<DnsQuestion> = { name: text, type: u16, class: u16 };

const DNS_RECORD: Fields<DnsRecord> = { ...DNS_QUESTION, timeToLive: u32, data: bytesOrName };

const DNS: Fields<DnsLayer> = {
  id: u16,
  flags: u16,
  questions: records(DNS_QUESTION),
  answers: records(DNS_RECORD),
  authorities: records(DNS_RECORD),
  additionals: records(DNS_RECORD),
  lengthPrefixed: flag,
};

const PAYLOAD: Fields<PayloadLayer> = { bytes: octets };

// In the order of AnyLayer.
const LAYERS = {
  ethernet: ETHERNET,
  vlan: VLAN,
  ipv4: IPV4,
  ipv6: IPV6,
  icmp: ICMP,
  icmpv6: ICMP,
  udp: UDP,
  tcp: TCP,
  sctp: SCTP,
  sctpData: SCTP_DATA,
  dns: DNS,
  payload: PAYLOAD,
} satisfies { readonly [Name in NewLayer["layer"]]: Readonly<Record<string, Pack>> };

const NAMES = Object.keys(LAYERS);

/** @internal Throws a TypeError or RangeError that begins with the name of what is wrong. */
export function packLayers(layers: readonly NewLayer[]): PackedFields {
  requireArray("layers", layers);
  const out = new PackedFields();
  for (const [i, given] of layers.entries()) {
    const name = `layers[${i}]`;
    const { layer } = Object(given) as Partial<NewLayer>;
    const kind = NAMES.indexOf(layer as string);
    if (layer === undefined || kind < 0) {
      const all = NAMES.map((each) => JSON.stringify(each)).join(", ");
      throw new TypeError(`${name}.layer must be one of ${all}, not ${JSON.stringify(layer)}`);
    }
    out.u8(kind);
    out.record(name, given, LAYERS[layer], "layer");
  }
  return out;
}

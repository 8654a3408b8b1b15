// THE TABLE of why our conversations, endpoints and hierarchies differ from tshark's. The first row
// that fits a difference is its reason; test/dissect/lists.tsv lists all differences with theirs.

const conversations = /^(conv|end) /;
const hierarchy = /^phs$/;
const anything = /./;

export const reasons = [
  {
    name: "tunnel",
    why: `Our IP addresses are those of the innermost header and transports what it carries, as in
      the columns; Ethernet is the outermost. A packet belongs to one conversation of a layer.
      tshark counts each header of a packet, also those that an ICMP error quotes.`,
    captures: [/^(network|pim|raw|tunnels)\.pcap$/, /nb6-http/, /arkime_synthetic/, /samples-test/],
    lists: conversations,
  },
  {
    name: "cut",
    why: `A packet whose header is incomplete still has the addresses and ports that are there. tshark
      counts no layer that it could not read to its end.`,
    captures: [/cut68/, /two_members/, /ng_allopts/, /snap64/, /zero_length/, /transport\.pcap$/],
    lists: anything,
  },
  {
    name: "long",
    why: `tshark believes ports of a packet that is shorter than its length field says, or takes it
      for malformed before the ports are counted.`,
    captures: [/esp_truncated/, /rx_serviceid/, /udp-length-heapoverflow/, /6207688043397120/],
    lists: anything,
  },
  {
    name: "reading",
    why: `tshark reads other packets: it stops at damage, or takes the variant for another.`,
    captures: [
      /ng_then_pcap/,
      /concat_pcap/,
      /huge_incl/,
      /igmplayer/,
      /epb_before/,
      /trail_mismatch/,
      /test901/,
      /blocklen_unaligned/,
    ],
    lists: anything,
  },
  {
    name: "time",
    why: `tshark reads picoseconds and the times of IXIA's variant otherwise.`,
    captures: [/lcaphw/, /tsresol_1e12/],
    lists: /^conv /,
  },
  {
    name: "sign",
    why: `tshark's lengths above 2 GiB are negative.`,
    captures: [/5700358767902720/],
    lists: anything,
  },
  {
    name: "itself",
    why: `Between two ports of one host tshark knows no direction of the IP conversation.`,
    captures: [/imap2/],
    lists: /^conv ipv4$/,
  },
  {
    name: "wlan",
    why: `tshark counts an acknowledgment, which names no sender, for whoever sent the packet before
      it, and leaves out frames whose body is malformed. Ours need two addresses.`,
    captures: [/^wlan\.pcap$/, /^radiotap\.pcap$/, /wpa\.cap$/],
    lists: conversations,
  },
  {
    name: "stream",
    why: `tshark begins another stream behind the first packet to a port of SNMP.`,
    captures: [/^hosts\.pcap$/],
    lists: /^conv udp$/,
  },
  {
    name: "dissector",
    why: `There is no dissector here for what is in the packets.`,
    captures: [/nflog/, /isis_poi/, /withdrawal/, /atm-oam/, /llc-xid/, /dvb-ci/],
    lists: anything,
  },
  {
    name: "stack",
    why: `One of the two takes the packet for another protocol, or shows a part of it as a layer
      (labels of MPLS, bodies of 802.11 management frames, payloads of ICMP); packet by packet
      these stand in differences.tsv and unlike.tsv.`,
    captures: [anything],
    lists: hierarchy,
  },
];

/** The reason of a difference; nothing when there is none. */
export function reasonOf(capture, list) {
  return reasons.find(
    (reason) => reason.lists.test(list) && reason.captures.some((name) => name.test(capture)),
  )?.name;
}

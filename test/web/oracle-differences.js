// Real captures of which we make something else than an independent program, on purpose.
const WALK = "as walked";
const MAKER = "as meant";
const samples = "seladb+PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples/";

/**
 * From whom we differ, why, and the packets that we find there instead of those: `packets` of them,
 * the first `same` alike; or as `change` makes them.
 */
export const differences = [
  {
    path: "variants/gen/lcaphw_le_mixed.lcap",
    from: [MAKER],
    why: "IXIA hardware captures are in nanoseconds, as Wireshark reads them since its issue 14073",
    change: (packets) => packets.map(inNanoseconds),
  },
  {
    path: `${samples}clusterfuzz-testcase-minimized-FuzzTarget-5766899836387328`,
    from: [WALK],
    why: "version 2.3 has no variants: read as libpcap does",
    packets: 1,
    same: 0,
  },
  {
    path: `${samples}igmplayer`,
    from: [WALK],
    why: "its third record is damaged: no reason to read the first two as Nokia's",
    packets: 23,
    same: 0,
  },
  {
    path: "variants/gen/ng_then_pcap.pcapng",
    from: [WALK, MAKER],
    why: "the classic capture behind it is read too",
    packets: 34,
    same: 17,
  },
  {
    path: "variants/gen/ng_epb_before_idb_le.pcapng",
    from: [WALK, MAKER],
    why: "packets of an interface that is not described are kept, with an unknown link type",
    packets: 17,
    same: 2,
  },
  {
    path: "variants/gen/ng_trail_mismatch_be.pcapng",
    from: [MAKER],
    why: "a block whose two lengths differ is read by the first where blocks follow there",
    packets: 3,
    same: 1,
  },
  {
    path: "variants/gen/ng_blocklen_unaligned_be.pcapng",
    from: [MAKER],
    why: "blocks that are not padded are read where their second length confirms the first",
    packets: 17,
    same: 2,
  },
  {
    path: "google+gopacket/pcapgo/tests/be/test901.pcapng",
    from: [WALK],
    why: "a section of version 2.0 is not read, as the draft demands",
    change: ([first, , third]) => [first, { ...third, number: 2 }],
  },
  {
    path: "the-tcpdump-group+libpcap/tests/shb-option-too-long.pcapng",
    from: [WALK],
    why: "a time in the year 112003 is beyond 64 bits of nanoseconds: the nearest is taken",
    change: ([only]) => [{ ...only, timestamp: 9_223_372_036_854_775_000n }],
  },
];

// A fraction that was taken for microseconds.
function inNanoseconds(packet) {
  const second = packet.timestamp / 1_000_000_000n;
  const fraction = (packet.timestamp % 1_000_000_000n) / 1000n;
  return { ...packet, timestamp: second * 1_000_000_000n + fraction };
}

// Every difference between our packets of the real captures and those of
// tshark 4.0.17, libpcap 1.10.3, a plain walk of the files, and what their maker meant.

const samples = "seladb+PcapPlusPlus/Tests/Fuzzers/RegressionTests/regression_samples";
const fuzzed = `${samples}/clusterfuzz-testcase`;
const tcpdump = "the-tcpdump-group+tcpdump/tests";
const generator = "hadrielk+pcapng-test-generator";
const walls = "ntop+ntopng/fuzz/corpus/fuzz_dissect_packet";
const gopacket = "google+gopacket/pcapgo/tests/be";
const libpcap = "the-tcpdump-group+libpcap/tests";

/**
 * From whom we differ, why, and where: for each capture what they have instead, as
 * differences.test.js writes it. "count 3": they see three packets; "time@2": times differ, first
 * at the second packet; "others 4": they count four blocks that are no packets. A capture may stand
 * in several rows.
 */
export const differences = [
  {
    from: "libpcap",
    why: "it does not know this variant and reads records of 16 bytes",
    where: {
      "variants/editcap/nokiapcap_mixed.pcap": "count 1, md5@1",
      "variants/editcap/rh6_1pcap_ipv6.pcap": "count 1, md5@1",
      "variants/editcap/suse6_3pcap_cut68.pcap": "count 1, md5@1",
      "variants/gen/modpcap_ss990915_le_mixed.pcap": "count 1, md5@1",
      "variants/gen/nokia_be_mixed.pcap": "count 1, md5@1",
      "variants/gen/rh61_ss990417_le_mixed.pcap": "count 1, md5@1",
    },
  },
  {
    from: "libpcap",
    why: "it does not know IXIA's magic",
    where: {
      "variants/gen/lcaphw_le_mixed.lcap": "count 0",
      "variants/gen/lcapsw_be_cut68.lcap": "count 0",
    },
  },
  {
    from: "libpcap",
    why: "it does not know AIX: nanoseconds, ifType for link type, padding in front of FDDI",
    where: {
      "variants/gen/aix_ether_swapped_be_cut68.pcap": "time@1, linktype@1",
      "variants/gen/aix_fddi_be.pcap": "time@1, caplen@1, len@1, linktype@1, md5@1",
    },
  },
  {
    from: "walk",
    why: "it leaves AIX's own link types, and the padding in front of FDDI in the packet",
    where: {
      "variants/gen/aix_ether_swapped_be_cut68.pcap": "linktype@1",
      "variants/gen/aix_fddi_be.pcap": "caplen@1, len@1, linktype@1, md5@1",
    },
  },
  {
    from: "tshark, walk, maker",
    // wiretap/libpcap.c since Wireshark's issue 14073 (it reads the magic 0x1c0001ac as nanoseconds,
    // 0x1c0001ab, of software, as microseconds); tshark 4.0 takes both for microseconds.
    why: "IXIA's hardware captures are in nanoseconds, as Wireshark reads them since its issue 14073",
    where: { "variants/gen/lcaphw_le_mixed.lcap": "time@1" },
  },
  {
    from: "libpcap",
    why: "it stops at a damaged record, behind which we go on",
    where: { [`${samples}/igmplayer`]: "count 2" },
  },
  {
    from: "tshark, walk",
    why: "they take microseconds for Nokia's because one of the first records is damaged",
    where: {
      "variants/gen/huge_incl.pcap": "time@2, len@2, md5@1",
      [`${samples}/igmplayer`]: "count 2, time@2, caplen@2, len@2, md5@1",
    },
  },
  {
    from: "tshark, walk",
    why: "version 2.3 has no variants; they take this one for Red Hat's and find no record",
    where: { [`${fuzzed}-minimized-FuzzTarget-5766899836387328`]: "count 0" },
  },
  {
    from: "libpcap",
    why: "its seconds are signed: after 2038 they are before 1970",
    where: {
      "cisco+mercury/unit_tests/pcaps/imap2.pcap": "time@2",
      "variants/gen/sec_2038.pcap": "time@1",
    },
  },
  {
    from: "tshark, libpcap",
    why: "they do not carry a fraction of a second or more, and calculate with 32 bits",
    where: {
      "mikeryan+crackle/tests/05_numeric_pin/out/expected_output.pcap": "time@1",
      [`${walls}/heap-overflow-2.pcap`]: "time@1",
      [`${walls}/llc-xid-heapoverflow.pcap`]: "time@1",
      [`${fuzzed}-FuzzTarget-5781142119907328`]: "time@1",
      [`${fuzzed}-minimized-FuzzTarget-5696447256461312`]: "time@2",
      [`${fuzzed}-minimized-FuzzTarget-5700358767902720`]: "time@1",
      [`${samples}/crash-eec28dafde1f1ac2299674a75a914ae16d4046fa`]: "time@1",
      [`${tcpdump}/rx_serviceid_oobr.pcap`]: "time@2",
      "variants/gen/usec_overflow.pcap": "time@1",
    },
  },
  {
    from: "libpcap",
    why: "it does not carry a fraction of a second or more",
    where: {
      [`${fuzzed}-minimized-FuzzTarget-5752969003008000`]: "time@1",
      [`${fuzzed}-minimized-FuzzTarget-5766899836387328`]: "time@1",
    },
  },
  {
    from: "tshark",
    why: "it cuts original lengths to 2147483647",
    where: { [`${fuzzed}-minimized-FuzzTarget-5700358767902720`]: "len@1" },
  },
  {
    from: "libpcap",
    why: "it has numbers of its own for some link types (DLT_RAW is 12), and keeps reserved bits",
    where: {
      [`${fuzzed}-minimized-FuzzTarget-5752969003008000`]: "linktype@1",
      [`${fuzzed}-minimized-FuzzTarget-5766899836387328`]: "linktype@1",
      "dns-stats+compactor/test-scripts/dnscap.pcap.xz": "linktype@1",
      [`${tcpdump}/heap-overflow-1.pcap`]: "linktype@1",
      [`${tcpdump}/heap-overflow-2.pcap`]: "linktype@1",
      [`${tcpdump}/llc-xid-heapoverflow.pcap`]: "linktype@1",
      "variants/gen/net_00010001.pcap": "linktype@1",
    },
  },
  {
    from: "tshark",
    why: "it refuses reserved bits in the word of the link type",
    where: {
      [`${fuzzed}-minimized-FuzzTarget-5752969003008000`]: "count 0",
      "variants/gen/net_00010001.pcap": "count 0",
    },
  },
  {
    from: "tshark",
    why: "it refuses link types that it does not know",
    where: {
      [`${libpcap}/filter/brcm-tag-stp.pcap`]: "count 0",
      [`${tcpdump}/brcm-tag-prepend.pcap`]: "count 0",
      [`${tcpdump}/dsa-high-vid.pcap`]: "count 0",
      [`${tcpdump}/edsa-high-vid.pcap`]: "count 0",
      [`${tcpdump}/juniper_es_oobr.pcap`]: "count 0",
      [`${tcpdump}/juniper_monitor_invalid_cookie_length.pcap`]: "count 0",
      [`${tcpdump}/kday6.pcap`]: "count 0",
      "variants/gen/net_0000012c.pcap": "count 0",
    },
  },
  {
    from: "tshark",
    why: "it takes the pseudo-header of this link type out of the packet",
    where: {
      [`${tcpdump}/atm-oam-heapoverflow.pcap`]: "caplen@1, len@1, md5@1",
      "variants/editcap/pcap_T_bluetooth-h4-linux.pcap": "caplen@1, len@1, md5@1",
      "variants/editcap/pcap_T_linux-lapd.pcap": "caplen@1, len@1, md5@1",
    },
  },
  {
    from: "tshark, libpcap",
    why: "they swap the pseudo-header of USB into the byte order of this machine",
    where: { "variants/gen/usb_linux_mmapped_be.pcap": "md5@1" },
  },
  {
    from: "libpcap",
    why: "it cuts packets to the snaplen of the file, which we do only when asked to",
    where: {
      [`${tcpdump}/802_15_4_beacon.pcap`]: "caplen@1, md5@1",
      [`${tcpdump}/bgp_mp_reach_nlri-oobr.pcap`]: "caplen@1, md5@1",
      [`${tcpdump}/slip-sliplink_print-oobr.pcap`]: "caplen@1, md5@1",
      "variants/gen/incl_gt_snaplen.pcap": "caplen@1, md5@1",
    },
  },
  {
    from: "tshark, libpcap, maker",
    why: "they refuse version 1.4, which the walk reads, as we do with an issue",
    where: { "variants/gen/version_1_4.pcap": "count 0" },
  },
  {
    from: "libpcap",
    why: "it refuses versions above 2.4, which we read with an issue",
    where: { "variants/gen/version_2_5.pcap": "count 0" },
  },
  {
    from: "tshark, libpcap, walk",
    why: "they take a classic capture behind another one for one more record",
    where: {
      "variants/gen/concat_pcap_pcap.pcap": "count 18, time@18, caplen@18, len@18, md5@18",
    },
  },
  {
    from: "tshark, libpcap, walk, maker",
    why: "they do not read the classic capture behind the pcapng one",
    where: { "variants/gen/ng_then_pcap.pcapng": "count 17" },
  },
  {
    from: "tshark",
    why: "it reads what is no capture of libpcap's: snoop, Network Monitor, and a JPEG image",
    where: {
      "mgajda+pcapng/test/pcapng.org/bad/icmp.ntar": "count 1",
      "variants/editcap/not_pcap_netmon2.bin": "count 17",
      "variants/editcap/not_pcap_snoop.bin": "count 17",
    },
  },
  {
    from: "tshark",
    why: "it counts blocks as frames that are not of packets: custom, journal, sysdig",
    where: {
      "falcosecurity+libs/test/libsinsp_e2e/resources/captures/single_ipv6_conn.scap":
        "others 1728",
      "falcosecurity+libs/test/libsinsp_e2e/resources/captures/test_ipv6_client.scap": "others 326",
      [`${generator}/output_be/advanced/test102.pcapng`]: "others 3",
      [`${generator}/output_le/basic/test018.pcapng`]: "others 4",
      [`${generator}/output_le/difficult/test202.pcapng`]: "others 3",
      "variants/gen/ng_custom_unknown_le.pcapng": "others 12",
      "variants/gen/ng_journal_be.pcapng": "others 1",
    },
  },
  {
    from: "libpcap",
    why: "it stops at an interface whose link type or snaplen differs from the first one's",
    where: {
      "fpcap+fpcap/tracefiles/many_interfaces-1.pcapng": "count 0",
      [`${generator}/output_be/advanced/test102.pcapng`]: "count 0",
      [`${generator}/output_le/basic/test008.pcapng`]: "count 1",
      [`${generator}/output_le/difficult/test202.pcapng`]: "count 0",
      "variants/editcap/merge_diff_lt.pcapng": "count 0",
      "variants/gen/ng_multi_if_le.pcapng": "count 3",
      "zeek+zeek/testing/btest/Traces/ldap/gap-data-missing.pcapng": "count 0",
    },
  },
  {
    from: "libpcap",
    why: "it stops where the byte order changes from one section to the next",
    where: { "variants/gen/ng_sections_le_be.pcapng": "count 17" },
  },
  {
    from: "libpcap",
    why: "it gives simple packets the time 0; they have none",
    where: {
      [`${generator}/output_le/basic/test018.pcapng`]: "time@1",
      "variants/gen/ng_spb_snap64_be.pcapng": "time@1",
    },
  },
  {
    from: "tshark",
    why: "it overflows 64 bits with timestamps finer than nanoseconds",
    where: { "variants/gen/ng_tsresol_1e12_be.pcapng": "time@1" },
  },
  {
    from: "tshark, libpcap, maker",
    why: "they stop at a block whose length is no multiple of 4, where it is not padded either",
    where: { "variants/gen/ng_blocklen_unaligned_be.pcapng": "count 2" },
  },
  {
    from: "libpcap",
    why: "it stops at a block whose length is no multiple of 4, where it is padded",
    where: { "variants/gen/ng_blocklen_notrounded_le.pcapng": "count 2" },
  },
  {
    from: "tshark, libpcap, maker",
    why: "they stop at a block whose two lengths differ; blocks follow where the first one says",
    where: { "variants/gen/ng_trail_mismatch_be.pcapng": "count 1" },
  },
  {
    from: "tshark, libpcap, walk, maker",
    why: "they stop at a packet whose interface is not described; we read it without link type",
    where: { "variants/gen/ng_epb_before_idb_le.pcapng": "count 2" },
  },
  {
    from: "tshark",
    why: "it stops at options that do not fit their block, which the packet does not need",
    where: { "variants/gen/ng_options_overrun_le.pcapng": "count 0" },
  },
  {
    from: "tshark, libpcap",
    why: "they stop at a section of version 2.0, which we skip to read the next one",
    where: { [`${gopacket}/test901.pcapng`]: "count 1" },
  },
  {
    from: "walk",
    why: "it reads the section of version 2.0, which the draft says to skip",
    where: { [`${gopacket}/test901.pcapng`]: "count 3, caplen@2, len@2, md5@2" },
  },
  {
    from: "libpcap",
    why: "it stops at a packet that is longer than the snaplen of its interface",
    where: { "rshk+python-pcapng/test_data/test006-fixed.ntar": "count 0" },
  },
  {
    from: "tshark, libpcap",
    why: "they stop at a damaged block, by its option (tshark) or by its lengths (libpcap)",
    where: { [`${libpcap}/shb-option-too-long.pcapng`]: "count 0" },
  },
  {
    from: "walk",
    why: "the year 112003 is beyond 64 bits of nanoseconds: we take the nearest time",
    where: { [`${libpcap}/shb-option-too-long.pcapng`]: "time@1" },
  },
];

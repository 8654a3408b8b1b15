// Multicast listener discovery for IPv6: RFC 2710 and, version 2, RFC 3810.
#include "dissect/network/multicast_listener.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Name kRecordNames[] = {{1, "Include"},
                                 {2, "Exclude"},
                                 {3, "Changed to include"},
                                 {4, "Changed to exclude"},
                                 {5, "Allow new sources"},
                                 {6, "Block old sources"}};

constexpr Field kReserved{"icmpv6.reserved", "Reserved", Shape::kBytes};
constexpr Field kDelay{"icmpv6.mld.maximum_response_delay", "Maximum Response Delay [ms]",
                       Shape::kNumber16};
constexpr Field kResponse{"icmpv6.mld.maximum_response_code", "Maximum Response Code",
                          Shape::kNumber16};
constexpr Field kAddress{"icmpv6.mld.multicast_address", "Multicast Address", Shape::kIpv6};
constexpr Field kFlags{"icmpv6.mld.flag", "Flags", Shape::kHex8};
constexpr Field kSuppress{"icmpv6.mld.flag.s", "Suppress Router-Side Processing", Shape::kFlag,
                          0x08};
constexpr Field kRobustness{"icmpv6.mld.flag.qrv", "QRV (Querier's Robustness Variable)",
                            Shape::kNumber8, 0x07};
constexpr Field kFlagsReserved{"icmpv6.mld.flag.reserved", "Reserved", Shape::kNumber8, 0xf0};
constexpr Field kInterval{"icmpv6.mld.qqi", "QQIC (Querier's Query Interval Code)",
                          Shape::kNumber8};
constexpr Field kSourceCount{"icmpv6.mld.nb_sources", "Number of Sources", Shape::kNumber16};
constexpr Field kSource{"icmpv6.mld.source_address", "Source Address", Shape::kIpv6};
constexpr Field kRecordCount{"icmpv6.mldr.nb_mcast_records", "Number of Multicast Address Records",
                             Shape::kNumber16};
constexpr Field kRecord{"icmpv6.mldr.mar", "Multicast Address Record", Shape::kGroup};
constexpr Field kRecordType{"icmpv6.mldr.mar.record_type", "Record Type", Shape::kNumber8, 0,
                            kRecordNames};
constexpr Field kAuxiliaryLength{"icmpv6.mldr.mar.aux_data_len", "Aux Data Len", Shape::kNumber8};
constexpr Field kRecordSources{"icmpv6.mldr.mar.nb_sources", "Number of Sources",
                               Shape::kNumber16};
constexpr Field kRecordAddress{"icmpv6.mldr.mar.multicast_address", "Multicast Address",
                               Shape::kIpv6};
constexpr Field kRecordSource{"icmpv6.mldr.mar.source_address", "Source Address", Shape::kIpv6};
constexpr Field kAuxiliary{"icmpv6.mldr.mar.auxiliary_data", "Auxiliary Data", Shape::kBytes};

constexpr std::uint8_t kQuery = 130, kReport2 = 143;
constexpr std::size_t kVersion2Size = 24;  // behind the checksum; version 1 has 20 bytes

// Large numbers are floating: RFC 3810, sections 5.1.3 and 5.1.9.
std::uint64_t floating(unsigned code, unsigned mantissa_bits) {
  const unsigned exponent_at = mantissa_bits, top = 1u << (mantissa_bits + 3);
  if (code < top) return code;
  const std::uint64_t mantissa = (code & ((1u << mantissa_bits) - 1)) | 1u << mantissa_bits;
  return mantissa << ((code >> exponent_at & 7) + 3);
}

void read_query2(Layer& icmp) {
  icmp.means(floating(icmp.u16(kResponse), 12));
  icmp.bytes(kReserved, 2);
  icmp.ipv6(kAddress);
  const std::uint8_t flags = icmp.u8(kFlags);
  icmp.parts(flags, {&kSuppress, &kRobustness, &kFlagsReserved});
  icmp.means(floating(icmp.u8(kInterval), 4));
  const std::uint16_t sources = icmp.u16(kSourceCount);
  for (unsigned i = 0; i < sources && !icmp.truncated(); ++i) icmp.ipv6(kSource);
}

void read_version1(Layer& icmp) {
  icmp.u16(kDelay);
  icmp.bytes(kReserved, 2);
  icmp.ipv6(kAddress);
}

void read_record(Layer& icmp) {
  Layer::Group record(icmp, kRecord);
  const std::uint8_t type = icmp.u8(kRecordType);
  const std::size_t auxiliary = std::size_t{icmp.u8(kAuxiliaryLength)} * 4;
  const std::uint16_t sources = icmp.u16(kRecordSources);
  const Address address = icmp.ipv6(kRecordAddress);
  if (icmp.recording()) {
    record.say(std::string(" ").append(name_of(kRecordNames, type)) + ": " + to_text(address));
  }
  for (unsigned i = 0; i < sources && !icmp.truncated(); ++i) icmp.ipv6(kRecordSource);
  if (auxiliary != 0) icmp.bytes(kAuxiliary, auxiliary);
}

void read_report2(Layer& icmp) {
  icmp.bytes(kReserved, 2);
  const std::uint16_t records = icmp.u16(kRecordCount);
  for (unsigned i = 0; i < records && !icmp.truncated(); ++i) read_record(icmp);
}

constexpr FieldSpan kFields[] = {kReserved,      kDelay,        kResponse,        kAddress,
                                 kFlags,         kSuppress,     kRobustness,      kFlagsReserved,
                                 kInterval,      kSourceCount,  kSource,          kRecordCount,
                                 kRecord,        kRecordType,   kAuxiliaryLength, kRecordSources,
                                 kRecordAddress, kRecordSource, kAuxiliary};

}  // namespace

Outcome read_multicast_listener(Layer& icmp, std::uint8_t type) {
  if (type == kReport2) {
    read_report2(icmp);
  } else if (type == kQuery && icmp.left_on_wire() >= kVersion2Size) {
    read_query2(icmp);
  } else {
    read_version1(icmp);
  }
  return icmp.truncated() ? stop("the message is incomplete") : done();
}

extern constexpr FieldList kMulticastListenerFields = kFields;

}  // namespace packetglass

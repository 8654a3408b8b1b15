// Internet Group Management Protocol: versions 1 (RFC 1112), 2 (RFC 2236) and 3 (RFC 3376).
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0x11, "Membership Query"},
                               {0x12, "Membership Report"},
                               {0x13, "DVMRP"},
                               {0x14, "PIM"},
                               {0x16, "Membership Report"},
                               {0x17, "Leave Group"},
                               {0x22, "Membership Report"},
                               {0x30, "Multicast Router Advertisement"},
                               {0x31, "Multicast Router Solicitation"},
                               {0x32, "Multicast Router Termination"}};
constexpr Name kRecordNames[] = {{1, "Mode Is Include"},        {2, "Mode Is Exclude"},
                                 {3, "Change To Include Mode"}, {4, "Change To Exclude Mode"},
                                 {5, "Allow New Sources"},      {6, "Block Old Sources"}};

constexpr Field kVersion{"igmp.version", "IGMP Version", Shape::kNumber8};
constexpr Field kType{"igmp.type", "Type", Shape::kHex8, 0, kTypeNames};
constexpr Field kMaxResponse{"igmp.max_resp", "Max Resp Time", Shape::kNumber8};
constexpr Field kExponent{"igmp.max_resp.exp", "Exponent", Shape::kHex8, 0x70};
constexpr Field kMantissa{"igmp.max_resp.mant", "Mantissa", Shape::kHex8, 0x0f};
constexpr Field kReserved{"igmp.reserved", "Reserved", Shape::kBytes};
constexpr Field kChecksum{"igmp.checksum", "Checksum", Shape::kHex16};
constexpr Field kGroup{"igmp.maddr", "Multicast Address", Shape::kIpv4};
constexpr Field kSuppress{"igmp.s", "S", Shape::kFlag, 0x08};
constexpr Field kRobustness{"igmp.qrv", "QRV", Shape::kNumber8, 0x07};
constexpr Field kInterval{"igmp.qqic", "QQIC", Shape::kNumber8};
constexpr Field kSourceCount{"igmp.num_src", "Num Src", Shape::kNumber16};
constexpr Field kSource{"igmp.saddr", "Source Address", Shape::kIpv4};
constexpr Field kRecordCount{"igmp.num_grp_recs", "Num Group Records", Shape::kNumber16};
constexpr Field kRecord{"igmp.record", "Group Record", Shape::kGroup};
constexpr Field kRecordType{"igmp.record_type", "Record Type", Shape::kNumber8, 0, kRecordNames};
constexpr Field kAuxiliaryLength{"igmp.aux_data_len", "Aux Data Len", Shape::kNumber8};
constexpr Field kAuxiliary{"igmp.aux_data", "Aux Data", Shape::kBytes};
constexpr Field kData{"igmp.data", "Data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 2}};

constexpr std::uint8_t kQuery = 0x11, kReport1 = 0x12, kReport2 = 0x16, kLeave = 0x17,
                       kReport3 = 0x22;
constexpr std::size_t kVersion3Query = 12;

// Which version a message is of; 0 when its type is of none.
unsigned version_of(const Layer& igmp) {
  switch (igmp.peek()) {
    case kQuery:
      return igmp.left_on_wire() >= kVersion3Query ? 3 : igmp.peek(1) == 0 ? 1 : 2;
    case kReport1:
      return 1;
    case kReport2:
    case kLeave:
      return 2;
    case kReport3:
      return 3;
    default:
      return 0;
  }
}

void report_version(Layer& igmp, unsigned version) {
  static constexpr const char* kColumns[] = {"IGMP", "IGMPv1", "IGMPv2", "IGMPv3"};
  igmp.column(kColumns[version]);
  if (version != 0) igmp.generated(kVersion, version);
}

void read_response_time(Layer& igmp, unsigned version) {
  if (version == 1) {
    igmp.bytes(kReserved, 1);
    return;
  }
  const unsigned code = igmp.u8(kMaxResponse);
  const bool floating = version == 3 && code >= 128;
  const unsigned tenths = floating ? ((code & 15) | 16) << ((code >> 4 & 7) + 3) : code;
  if (igmp.recording()) {
    igmp.means(tenths);
    igmp.say(format_text("%u.%u sec (0x%02x)", tenths / 10, tenths % 10, code));
  }
  if (floating) igmp.parts(code, {&kExponent, &kMantissa});
}

// Reads addresses; returns them as "{192.0.2.1, 192.0.2.2}" when the column Info is wanted.
std::string read_sources(Layer& igmp, unsigned count) {
  std::string text = "{";
  for (unsigned i = 0; i < count && !igmp.truncated(); ++i) {
    const Address source = igmp.ipv4(kSource);
    if (igmp.info() == nullptr) continue;
    text += (i == 0 ? "" : ", ") + to_text(source);
  }
  return text + "}";
}

void read_query(Layer& igmp, unsigned version) {
  const Address group = igmp.ipv4(kGroup);
  std::string* const info = igmp.info();
  if (info != nullptr && version != 1) {
    const bool general = group.bytes[0] == 0;
    *info += general ? ", general" : ", specific for group " + to_text(group);
  }
  if (version != 3) return;
  igmp.u8({&kSuppress, &kRobustness});
  igmp.u8(kInterval);
  const std::uint16_t count = igmp.u16(kSourceCount);
  const std::string sources = read_sources(igmp, count);
  if (info != nullptr && count != 0) *info += (count > 1 ? ", sources " : ", source ") + sources;
}

// " / Join group 233.252.0.1 for source {192.0.2.1}", as the column Info has it.
std::string record_text(unsigned type, const std::string& group, unsigned count,
                        const std::string& sources) {
  const std::string source = count > 1 ? " sources " : " source ";
  switch (type) {
    case 1:
    case 3:
      if (count == 0) return " / Leave group " + group;
      return " / Join group " + group + " for" + source + sources;
    case 2:
    case 4:
      if (count == 0) return " / Join group " + group + " for any sources";
      return " / Join group " + group + ", for" + source + "not in " + sources;
    case 5:
      return " / Group " + group + ", new" + source + sources;
    case 6:
      return " / Group " + group + ", block" + source + sources;
    default:
      return " / Group " + group + ", unknown record type (?)";
  }
}

void read_record(Layer& igmp) {
  Layer::Group record(igmp, kRecord);
  const std::uint8_t type = igmp.u8(kRecordType);
  const std::size_t auxiliary = std::size_t{igmp.u8(kAuxiliaryLength)} * 4;
  const std::uint16_t count = igmp.u16(kSourceCount);
  const std::string group = to_text(igmp.ipv4(kGroup));
  if (igmp.recording()) {
    record.say(std::string(" : ") + group + "  " + std::string(name_of(kRecordNames, type)));
  }
  const std::string sources = read_sources(igmp, count);
  if (auxiliary != 0) igmp.bytes(kAuxiliary, auxiliary);
  std::string* const info = igmp.info();
  if (info != nullptr && !igmp.truncated()) *info += record_text(type, group, count, sources);
}

void read_report3(Layer& igmp) {
  igmp.bytes(kReserved, 2);
  const std::uint16_t records = igmp.u16(kRecordCount);
  for (unsigned i = 0; i < records && !igmp.truncated(); ++i) read_record(igmp);
}

void read_group(Layer& igmp, unsigned version) {
  const Address group = igmp.ipv4(kGroup);
  std::string* const info = igmp.info();
  if (info == nullptr || version == 1) return;
  *info += (igmp.whole()[0] == kLeave ? " " : " group ") + to_text(group);
}

void report_type(Layer& igmp, std::uint8_t type) {
  std::string* const info = igmp.info();
  if (info == nullptr) return;
  const std::string_view name = name_of(kTypeNames, type);
  *info = name.empty() ? format_text("Unknown Type:0x%02x", type) : std::string(name);
}

Outcome dissect(Layer& igmp) {
  const unsigned version = version_of(igmp);
  report_version(igmp, version);
  const std::uint8_t type = igmp.u8(kType);
  report_type(igmp, type);
  if (version == 0) {
    if (!igmp.left().empty()) igmp.remaining(kData);
    return done();
  }
  if (type == kReport3) {
    igmp.bytes(kReserved, 1);
  } else {
    read_response_time(igmp, version);
  }
  igmp.u16(kChecksum);
  if (igmp.truncated()) return stop("the header is incomplete");
  if (type == kReport3) {
    read_report3(igmp);
  } else if (type == kQuery) {
    read_query(igmp, version);
  } else {
    read_group(igmp, version);
  }
  return igmp.truncated() ? stop("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kVersion, kType,       kMaxResponse,     kExponent,  kMantissa,    kReserved, kChecksum,
    kGroup,   kSuppress,   kRobustness,      kInterval,  kSourceCount, kSource,   kRecordCount,
    kRecord,  kRecordType, kAuxiliaryLength, kAuxiliary, kData};

}  // namespace

extern const Dissector kIgmp{{"igmp", "Internet Group Management Protocol", Shape::kLayer},
                             "IGMP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass

// NetBIOS Name Service: RFC 1002, section 4.2.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/netbios_name.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {{0, "Name query"},
                                {5, "Registration"},
                                {6, "Release"},
                                {7, "WACK"},
                                {8, "Refresh"},
                                {9, "Refresh(altcode)"},
                                {15, "Multi-homed registration"}};
constexpr Name kReplies[] = {{0, "No error"},
                             {1, "Request was invalidly formatted"},
                             {2, "Problem with NAME server"},
                             {3, "Requested name does not exist"},
                             {4, "Request is not implemented"},
                             {5, "Request was refused"},
                             {6, "Name is owned by another node"},
                             {7, "Name is in conflict"}};
constexpr Name kTypes[] = {{32, "NB"}, {33, "NBSTAT"}};
constexpr Name kClasses[] = {{1, "IN"}};

constexpr Field kId{"nbns.id", "Transaction ID", Shape::kHex16};
constexpr Field kFlags{"nbns.flags", "Flags", Shape::kHex16};
constexpr Field kResponse{"nbns.flags.response", "Response", Shape::kFlag, 0x8000};
constexpr Field kOperation{"nbns.flags.opcode", "Opcode", Shape::kNumber16, 0x7800, kOperations};
constexpr Field kAuthoritative{"nbns.flags.authoritative", "Authoritative", Shape::kFlag, 0x0400};
constexpr Field kTruncated{"nbns.flags.truncated", "Truncated", Shape::kFlag, 0x0200};
constexpr Field kDesired{"nbns.flags.recdesired", "Recursion desired", Shape::kFlag, 0x0100};
constexpr Field kAvailable{"nbns.flags.recavail", "Recursion available", Shape::kFlag, 0x0080};
constexpr Field kBroadcast{"nbns.flags.broadcast", "Broadcast", Shape::kFlag, 0x0010};
constexpr Field kReply{"nbns.flags.rcode", "Reply code", Shape::kNumber16, 0x000f, kReplies};
constexpr Field kCounts[] = {{"nbns.count.queries", "Questions", Shape::kNumber16},
                             {"nbns.count.answers", "Answer RRs", Shape::kNumber16},
                             {"nbns.count.auth_rr", "Authority RRs", Shape::kNumber16},
                             {"nbns.count.add_rr", "Additional RRs", Shape::kNumber16}};
constexpr Field kSections[] = {{"nbns.queries", "Queries", Shape::kGroup},
                               {"nbns.answers", "Answers", Shape::kGroup},
                               {"nbns.authorities", "Authoritative nameservers", Shape::kGroup},
                               {"nbns.additionals", "Additional records", Shape::kGroup}};
constexpr Field kRecord{"nbns.record", "", Shape::kGroup};
constexpr Field kName{"nbns.name", "Name", Shape::kText};
constexpr Field kType{"nbns.type", "Type", Shape::kNumber16, 0, kTypes};
constexpr Field kClass{"nbns.class", "Class", Shape::kNumber16, 0, kClasses};
constexpr Field kTtl{"nbns.ttl", "Time to live", Shape::kNumber32};
constexpr Field kLength{"nbns.data_length", "Data length", Shape::kNumber16};
constexpr Name kNodes[] = {{0, "B-node"}, {1, "P-node"}, {2, "M-node"}};
constexpr Field kNodeFlags{"nbns.nb_flags", "Name flags", Shape::kHex16};
constexpr Field kNodeGroup{"nbns.nb_flags.group", "Name type", Shape::kFlag, 0x8000};
constexpr Field kNodeType{"nbns.nb_flags.ont", "ONT", Shape::kNumber16, 0x6000, kNodes};
constexpr Field kAddress{"nbns.addr", "Addr", Shape::kIpv4};
constexpr Field kNameCount{"nbns.number_of_names", "Number of names", Shape::kNumber8};
constexpr Field kNodeName{"nbns.netbios_name", "Name", Shape::kText};
constexpr Field kNameFlags{"nbns.name_flags", "Name flags", Shape::kHex16};
constexpr Field kNameGroup{"nbns.name_flags.group", "Name type", Shape::kFlag, 0x8000};
constexpr Field kNameNode{"nbns.name_flags.ont", "ONT", Shape::kNumber16, 0x6000, kNodes};
constexpr Field kLeaving{"nbns.name_flags.drg", "Name is being deregistered", Shape::kFlag,
                         0x1000};
constexpr Field kConflict{"nbns.name_flags.cnf", "Name is in conflict", Shape::kFlag, 0x0800};
constexpr Field kActive{"nbns.name_flags.act", "Name is active", Shape::kFlag, 0x0400};
constexpr Field kPermanent{"nbns.name_flags.prm", "Permanent node name", Shape::kFlag, 0x0200};
constexpr Field kUnit{"nbns.unit_id", "Unit ID", Shape::kMac};
constexpr Field kData{"nbns.data", "Data", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 137}};

constexpr std::uint16_t kNb = 32, kStatus = 33;

bool is_response(std::uint16_t flags) {
  return (flags & 0x8000) != 0;
}

void add_info(Layer& nbns, const std::string& text) {
  if (std::string* info = nbns.info()) *info += text;
}

std::string type_text(std::uint16_t type) {
  const std::string_view name = name_of(kTypes, type);
  return std::string(name.empty() ? "Unknown" : name);
}

std::string info_of(std::uint16_t flags) {
  const std::string_view name = name_of(kOperations, flags >> 11 & 15);
  std::string info(name.empty() ? "Unknown operation" : name);
  if (!is_response(flags)) return info;
  info += " response";
  if ((flags & 15) != 0) info.append(", ").append(name_of(kReplies, flags & 15));
  return info;
}

std::uint16_t read_flags(Layer& nbns) {
  const std::uint16_t flags = nbns.u16(kFlags);
  nbns.parts(flags, {&kResponse, &kOperation});
  if (is_response(flags)) nbns.parts(flags, {&kAuthoritative});
  nbns.parts(flags, {&kTruncated, &kDesired});
  if (is_response(flags)) nbns.parts(flags, {&kAvailable});
  nbns.parts(flags, {&kBroadcast});
  if (is_response(flags)) nbns.parts(flags, {&kReply});
  return flags;
}

EncodedName read_name(Layer& nbns, bool with_type) {
  const EncodedName name = decode_netbios_name(nbns.whole(), nbns.position());
  if (name.size == 0) {
    nbns.skip(nbns.left().size() + 1);
    return name;
  }
  nbns.bytes(kName, name.size);
  nbns.say(with_type ? described(name) : name.text);
  return name;
}

void read_addresses(Layer& nbns) {
  while (!nbns.left().empty()) {
    const std::uint16_t flags = nbns.u16(kNodeFlags);
    nbns.parts(flags, {&kNodeGroup, &kNodeType});
    const Address address = nbns.ipv4(kAddress);
    if (!nbns.truncated()) add_info(nbns, std::string(" ") + to_text(address));
  }
}

void read_status(Layer& nbns) {
  for (unsigned count = nbns.u8(kNameCount); count > 0 && !nbns.left().empty(); --count) {
    const Bytes name = nbns.bytes(kNodeName, 16);
    if (!name.empty()) nbns.say(netbios_name(name).substr(0, netbios_name(name).rfind('<')));
    const std::uint16_t flags = nbns.u16(kNameFlags);
    nbns.parts(flags, {&kNameGroup, &kNameNode, &kLeaving, &kConflict, &kActive, &kPermanent});
  }
  if (nbns.left().size() >= 6) nbns.mac(kUnit);
}

void read_question(Layer& nbns) {
  Layer::Group group(nbns, kRecord);
  const EncodedName name = read_name(nbns, false);
  const std::uint16_t type = nbns.u16(kType);
  nbns.u16(kClass);
  if (nbns.truncated()) return;
  add_info(nbns, std::string(" ") + type_text(type) + " " + name.text);
  group.say(name.text + ": type " + type_text(type) + ", class IN");
}

void read_record(Layer& nbns, bool answer) {
  Layer::Group group(nbns, kRecord);
  const EncodedName name = read_name(nbns, true);
  const std::uint16_t type = nbns.u16(kType);
  nbns.u16(kClass);
  nbns.u32(kTtl);
  const std::uint16_t length = nbns.u16(kLength);
  if (nbns.truncated()) return;
  group.say(name.text + ": type " + type_text(type) + ", class IN");
  // Only answers are shown.
  std::string* const info = nbns.info();
  const std::string before = info != nullptr ? *info : std::string();
  add_info(nbns, std::string(" ") + type_text(type));
  const std::size_t lacking = length - std::min<std::size_t>(length, nbns.left().size());
  {
    Layer::Limit data(nbns, length);
    if (type == kNb) read_addresses(nbns);
    if (type == kStatus && length != 0) read_status(nbns);
    if (!nbns.left().empty()) nbns.remaining(kData);
  }
  if (!answer && info != nullptr) *info = before;
  nbns.skip(lacking);
}

void read_section(Layer& nbns, std::size_t section, unsigned count) {
  if (count == 0 || nbns.truncated()) return;
  Layer::Group group(nbns, kSections[section]);
  // Each takes bytes, or ends it.
  for (; count > 0 && !nbns.truncated(); --count) {
    section == 0 ? read_question(nbns) : read_record(nbns, section == 1);
  }
}

Outcome dissect(Layer& nbns) {
  if (!nbns.recording() && nbns.info() == nullptr) return done();
  nbns.u16(kId);
  const std::uint16_t flags = read_flags(nbns);
  std::uint16_t counts[4];
  for (std::size_t i = 0; i < 4; ++i) counts[i] = nbns.u16(kCounts[i]);
  if (nbns.truncated()) return stop("the header is incomplete");
  if (std::string* info = nbns.info()) *info = info_of(flags);
  for (std::size_t i = 0; i < 4; ++i) read_section(nbns, i, counts[i]);
  return nbns.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kId,        kFlags,     kResponse,  kOperation, kAuthoritative, kTruncated, kDesired,
    kAvailable, kBroadcast, kReply,     kCounts,    kSections,      kRecord,    kName,
    kType,      kClass,     kTtl,       kLength,    kNodeFlags,     kNodeGroup, kNodeType,
    kAddress,   kNameCount, kNodeName,  kNameFlags, kNameGroup,     kNameNode,  kLeaving,
    kConflict,  kActive,    kPermanent, kUnit,      kData};

}  // namespace

extern const Dissector kNbns{
    {"nbns", "NetBIOS Name Service", Shape::kLayer}, "NBNS", kFoundAt, kFields, dissect};

}  // namespace packetglass

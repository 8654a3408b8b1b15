// Spanning trees: IEEE 802.1D (STP, RSTP) and 802.1Q (MSTP); Cisco's, one for each VLAN.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kProtocolNames[] = {{0, "Spanning Tree Protocol"}};
constexpr Name kVersionNames[] = {{0, "Spanning Tree"},
                                  {2, "Rapid Spanning Tree"},
                                  {3, "Multiple Spanning Tree"},
                                  {4, "Shortest Path Tree"}};
constexpr Name kTypeNames[] = {{0x00, "Configuration"},
                               {0x02, "Rapid/Multiple Spanning Tree"},
                               {0x80, "Topology Change Notification"}};
constexpr Name kRoleNames[] = {{1, "Alternate or Backup"}, {2, "Root"}, {3, "Designated"}};

constexpr Field kProtocol{"stp.protocol", "Protocol Identifier", Shape::kHex16, 0, kProtocolNames};
constexpr Field kVersion{"stp.version", "Protocol Version Identifier", Shape::kNumber8, 0,
                         kVersionNames};
constexpr Field kType{"stp.type", "BPDU Type", Shape::kHex8, 0, kTypeNames};
constexpr Field kFlags{"stp.flags", "BPDU flags", Shape::kHex8};
constexpr Field kAcknowledged{"stp.flags.tcack", "Topology Change Acknowledgment", Shape::kFlag,
                              0x80};
constexpr Field kAgreement{"stp.flags.agreement", "Agreement", Shape::kFlag, 0x40};
constexpr Field kForwarding{"stp.flags.forwarding", "Forwarding", Shape::kFlag, 0x20};
constexpr Field kLearning{"stp.flags.learning", "Learning", Shape::kFlag, 0x10};
constexpr Field kRole{"stp.flags.port_role", "Port Role", Shape::kNumber8, 0x0c, kRoleNames};
constexpr Field kProposal{"stp.flags.proposal", "Proposal", Shape::kFlag, 0x02};
constexpr Field kChange{"stp.flags.tc", "Topology Change", Shape::kFlag, 0x01};

struct BridgeFields {
  Field priority, extension, address;
};
constexpr Field priority_field(Text name, Text title) {
  return {name, title, Shape::kNumber16, 0xf000, {}, 4096};
}
constexpr Field extension_field(Text name, Text title) {
  return {name, title, Shape::kNumber16, 0x0fff};
}
constexpr BridgeFields kRoot{priority_field("stp.root.prio", "Root Bridge Priority"),
                             extension_field("stp.root.ext", "Root Bridge System ID Extension"),
                             {"stp.root.hw", "Root Bridge System ID", Shape::kMac}};
constexpr BridgeFields kBridge{priority_field("stp.bridge.prio", "Bridge Priority"),
                               extension_field("stp.bridge.ext", "Bridge System ID Extension"),
                               {"stp.bridge.hw", "Bridge System ID", Shape::kMac}};
constexpr BridgeFields kRegionBridge{
    priority_field("mstp.cist_bridge.prio", "CIST Bridge Priority"),
    extension_field("mstp.cist_bridge.ext", "CIST Bridge Identifier System ID Extension"),
    {"mstp.cist_bridge.hw", "CIST Bridge Identifier System ID", Shape::kMac}};
constexpr BridgeFields kRegionalRoot{{"mstp.msti.priority", "Priority", Shape::kHex8, 0xf000},
                                     extension_field("mstp.msti.msti_id", "MSTID"),
                                     {"mstp.msti.root.hw", "Regional Root", Shape::kMac}};

constexpr Field kCost{"stp.root.cost", "Root Path Cost", Shape::kNumber32};
constexpr Field kPort{"stp.port", "Port identifier", Shape::kHex16};
constexpr Field kMessageAge{"stp.msg_age", "Message Age", Shape::kDuration};
constexpr Field kMaxAge{"stp.max_age", "Max Age", Shape::kDuration};
constexpr Field kHello{"stp.hello", "Hello Time", Shape::kDuration};
constexpr Field kForwardDelay{"stp.forward", "Forward Delay", Shape::kDuration};
constexpr Field kVersion1Length{"stp.version_1_length", "Version 1 Length", Shape::kNumber8};
constexpr Field kVersion3Length{"mstp.version_3_length", "Version 3 Length", Shape::kNumber16};
constexpr Field kRegion{"mstp.extension", "MST Extension", Shape::kGroup};
constexpr Field kSelector{"mstp.config_format_selector", "MST Config ID format selector",
                          Shape::kNumber8};
constexpr Field kName{"mstp.config_name", "MST Config name", Shape::kText};
constexpr Field kRevision{"mstp.config_revision_level", "MST Config revision", Shape::kNumber16};
constexpr Field kDigest{"mstp.config_digest", "MST Config digest", Shape::kBytes};
constexpr Field kInternalCost{"mstp.cist_internal_root_path_cost", "CIST Internal Root Path Cost",
                              Shape::kNumber32};
constexpr Field kHops{"mstp.cist_remaining_hops", "CIST Remaining hops", Shape::kNumber8};
constexpr Field kInstance{"mstp.msti", "MSTID", Shape::kGroup};
constexpr Field kInstanceFlags{"mstp.msti.flags", "MSTI flags", Shape::kHex8};
constexpr Field kInstanceCost{"mstp.msti.root_cost", "Internal root path cost", Shape::kNumber32};
constexpr Field kInstanceBridge{"mstp.msti.bridge_priority", "Bridge Identifier Priority",
                                Shape::kNumber8, 0xf0};
constexpr Field kInstancePort{"mstp.msti.port_priority", "Port identifier priority",
                              Shape::kNumber8, 0xf0};
constexpr Field kInstanceHops{"mstp.msti.remaining_hops", "Remaining hops", Shape::kNumber8};
constexpr Field kTlvType{"stp.pvst.tlvtype", "Type", Shape::kHex16};
constexpr Field kTlvLength{"stp.pvst.tlvlen", "Length", Shape::kNumber16};
constexpr Field kOriginalVlan{"stp.pvst.origvlan", "Originating VLAN", Shape::kNumber16};
constexpr Field kTlv{"stp.pvst", "Originating VLAN (PVID)", Shape::kGroup};

constexpr Route kFoundAt[] = {{Space::kLlc, 0x42}, {Space::kSnap, 0x000c010b}};

constexpr std::uint8_t kConfiguration = 0x00, kRapid = 0x02, kNotification = 0x80;
constexpr std::size_t kRegionSize = 64, kInstanceSize = 16;

struct Bridge {
  std::uint16_t number = 0;
  Address address;
};

// The priority has the upper four bits, what distinguishes a bridge's trees the others.
Bridge read_bridge(Layer& stp, const BridgeFields& fields) {
  Bridge bridge;
  bridge.number = stp.peek16();
  stp.u16({&fields.priority, &fields.extension});
  bridge.address = stp.mac(fields.address);
  return bridge;
}

// Times are in 256ths of a second.
void read_time(Layer& stp, const Field& field) {
  constexpr std::uint64_t kNanoseconds = 1'000'000'000 / 256;
  stp.means(stp.u16(field) * kNanoseconds);
}

std::uint8_t read_flags(Layer& stp, std::uint8_t type) {
  const std::uint8_t flags = stp.u8(kFlags);
  if (type == kRapid) {
    stp.parts(flags, {&kAcknowledged, &kAgreement, &kForwarding, &kLearning, &kRole, &kProposal});
  } else {
    stp.parts(flags, {&kAcknowledged});
  }
  stp.parts(flags, {&kChange});
  return flags;
}

void read_instance(Layer& stp) {
  Layer::Group instance(stp, kInstance);
  const std::uint8_t flags = stp.u8(kInstanceFlags);
  stp.parts(flags,
            {&kAcknowledged, &kAgreement, &kForwarding, &kLearning, &kRole, &kProposal, &kChange});
  const Bridge root = read_bridge(stp, kRegionalRoot);
  if (stp.recording()) {
    instance.say(format_text(" %u, Regional Root Identifier %u / %s", root.number & 0x0fffu,
                             root.number & 0xf000u, to_text(root.address).c_str()));
  }
  stp.u32(kInstanceCost);
  stp.u8({&kInstanceBridge});
  stp.u8({&kInstancePort});
  stp.u8(kInstanceHops);
}

void read_region(Layer& stp) {
  const std::uint16_t length = stp.u16(kVersion3Length);
  if (length < kRegionSize || stp.left().size() < kRegionSize) return;
  Layer::Group region(stp, kRegion);
  stp.u8(kSelector);
  stp.padded(kName, 32);
  stp.u16(kRevision);
  stp.bytes(kDigest, 16);
  stp.u32(kInternalCost);
  read_bridge(stp, kRegionBridge);
  stp.u8(kHops);
  Layer::Limit instances(stp, length - kRegionSize);
  while (stp.left().size() >= kInstanceSize) read_instance(stp);
}

// Cisco's: behind a tree of one VLAN stands which.
void read_vlan(Layer& stp) {
  if (stp.left().size() < 6 || stp.peek(3) != 2) return;
  Layer::Group tlv(stp, kTlv);
  stp.u16(kTlvType);
  stp.u16(kTlvLength);
  stp.u16(kOriginalVlan);
}

void put_info(Layer& stp, std::uint8_t type, std::uint8_t version, std::uint8_t flags,
              const Bridge& root, std::uint32_t cost, std::uint16_t port) {
  std::string* const info = stp.info();
  if (info == nullptr) return;
  *info = type == kConfiguration ? "Conf." : version >= 3 ? "MST." : "RST.";
  if ((flags & 1) != 0) *info += " TC +";
  *info += format_text(" Root = %u/%u/%s  Cost = %u  Port = 0x%04x", root.number & 0xf000u,
                       root.number & 0x0fffu, to_text(root.address).c_str(), cost, port);
}

Outcome dissect_tree(Layer& stp, std::uint8_t version, std::uint8_t type) {
  const std::uint8_t flags = read_flags(stp, type);
  const Bridge root = read_bridge(stp, kRoot);
  const std::uint32_t cost = stp.u32(kCost);
  read_bridge(stp, kBridge);
  const std::uint16_t port = stp.u16(kPort);
  for (const Field* field : {&kMessageAge, &kMaxAge, &kHello, &kForwardDelay}) {
    read_time(stp, *field);
  }
  if (stp.truncated()) return stop("the message is incomplete");
  put_info(stp, type, version, flags, root, cost, port);
  if (type == kRapid) stp.u8(kVersion1Length);
  if (version >= 3 && type == kRapid && !stp.left().empty()) read_region(stp);
  read_vlan(stp);
  return done();
}

Outcome dissect(Layer& stp) {
  const std::uint16_t protocol = stp.u16(kProtocol);
  const std::uint8_t version = stp.u8(kVersion);
  const std::uint8_t type = stp.u8(kType);
  if (stp.truncated()) return stop("the header is incomplete");
  std::string* const info = stp.info();
  if (protocol == 0 && (type == kConfiguration || type == kRapid)) {
    return dissect_tree(stp, version, type);
  }
  if (info != nullptr) {
    *info = type == kNotification ? std::string("Topology Change Notification")
                                  : format_text("Unknown BPDU type (%u)", type);
  }
  return done();
}

constexpr FieldSpan kFields[] = {
    kProtocol,     kVersion,        kType,           kFlags,          kAcknowledged,
    kAgreement,    kForwarding,     kLearning,       kRole,           kProposal,
    kChange,       kRoot,           kBridge,         kRegionBridge,   kRegionalRoot,
    kCost,         kPort,           kMessageAge,     kMaxAge,         kHello,
    kForwardDelay, kVersion1Length, kVersion3Length, kRegion,         kSelector,
    kName,         kRevision,       kDigest,         kInternalCost,   kHops,
    kInstance,     kInstanceFlags,  kInstanceCost,   kInstanceBridge, kInstancePort,
    kInstanceHops, kTlvType,        kTlvLength,      kOriginalVlan,   kTlv};

}  // namespace

extern const Dissector kSpanningTree{
    {"stp", "Spanning Tree Protocol", Shape::kLayer}, "STP", kFoundAt, kFields, dissect};

}  // namespace packetglass

// The tags by which a switch says its processor which port a packet is of: LINKTYPE_DSA_TAG_BRCM,
// _BRCM_PREPEND, _DSA and _EDSA of tcpdump.org.
#include "dissect/link/switch_tag.h"

#include "base/text.h"
#include "dissect/link/type_or_length.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {{0, "Egress"}, {1, "Ingress"}};
constexpr Name kModes[] = {{0, "To CPU"}, {1, "From CPU"}, {2, "To Sniffer"}, {3, "Forward"}};

constexpr Field kOperation{"dsa.brcm.opcode", "Operation", Shape::kNumber32, 0xe0000000,
                           kOperations};
constexpr Field kClass{"dsa.brcm.tc", "Traffic class", Shape::kNumber32, 0x1c000000};
constexpr Field kPorts{"dsa.brcm.map", "Destination ports", Shape::kHex32, 0x007fffff};
constexpr Field kClassification{"dsa.brcm.cid", "Classification ID", Shape::kNumber32, 0x00ff0000};
constexpr Field kReason{"dsa.brcm.rc", "Reason code", Shape::kHex32, 0x0000ff00};
constexpr Field kSentClass{"dsa.brcm.tc", "Traffic class", Shape::kNumber32, 0x000000e0};
constexpr Field kBroadcomPort{"dsa.port", "Port", Shape::kNumber32, 0x0000001f};

constexpr Field kReserved{"dsa.reserved", "Reserved", Shape::kHex16};
constexpr Field kMode{"dsa.mode", "Mode", Shape::kNumber32, 0xc0000000, kModes};
constexpr Field kTagged{"dsa.tagged", "Tagged", Shape::kFlag, 0x20000000};
constexpr Field kDevice{"dsa.device", "Device", Shape::kNumber32, 0x1f000000};
constexpr Field kPort{"dsa.port", "Port", Shape::kNumber32, 0x00f80000};
constexpr Field kPriority{"dsa.priority", "Priority", Shape::kNumber32, 0x0000e000};
constexpr Field kVlan{"dsa.vlan", "VLAN ID", Shape::kNumber32, 0x00000fff};

constexpr Field kType{"dsa.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kLength{"dsa.len", "Length", Shape::kNumber16};

constexpr Route kBroadcomAt[] = {{Space::kEtherType, kBroadcomTag}};
constexpr Route kPrependedAt[] = {{Space::kLinkType, 282}};
constexpr Route kMarvellAt[] = {{Space::kEtherType, kMarvellTag}};
constexpr Route kTypedAt[] = {{Space::kEtherType, kMarvellTypedTag}};

void put_info(Layer& tag, unsigned port, const char* words) {
  if (tag.recording_text()) tag.title(format_text(", Port: %u", port));
  if (std::string* info = tag.info()) *info = format_text("%s, port %u", words, port);
}

void read_broadcom(Layer& tag) {
  const bool ingress = tag.peek() >> 5 == 1;
  const std::uint32_t word =
      ingress ? tag.u32({&kOperation, &kClass, &kPorts})
              : tag.u32({&kOperation, &kClassification, &kReason, &kSentClass, &kBroadcomPort});
  if (tag.truncated()) return;
  if (!ingress) return put_info(tag, word & kBroadcomPort.mask, "Broadcom tag");
  if (std::string* info = tag.info())
    *info = format_text("Broadcom tag, ports 0x%06x", word & kPorts.mask);
}

void read_marvell(Layer& tag) {
  const std::uint32_t word = tag.u32({&kMode, &kTagged, &kDevice, &kPort, &kPriority, &kVlan});
  if (!tag.truncated()) put_info(tag, (word & kPort.mask) >> 19, "Marvell tag");
}

Outcome dissect_broadcom(Layer& tag) {
  read_broadcom(tag);
  return read_type_or_length(tag, kType, kLength);
}

Outcome dissect_prepended(Layer& tag) {
  read_broadcom(tag);
  if (tag.truncated()) return stop("the tag is incomplete");
  return done(tag.rest(), {{Space::kEtherType, 0x6558}});
}

Outcome dissect_marvell(Layer& tag) {
  read_marvell(tag);
  return read_type_or_length(tag, kType, kLength);
}

Outcome dissect_typed(Layer& tag) {
  tag.u16(kReserved);
  return dissect_marvell(tag);
}

constexpr FieldSpan kFields[] = {
    kOperation, kClass,  kPorts,  kClassification, kReason,   kSentClass, kBroadcomPort, kReserved,
    kMode,      kTagged, kDevice, kPort,           kPriority, kVlan,      kType,         kLength};

}  // namespace

extern const Dissector kBroadcomSwitchTag{
    {"dsa", "Broadcom switch tag", Shape::kLayer}, "DSA", kBroadcomAt, kFields, dissect_broadcom};
extern const Dissector kPrependedSwitchTag{{"dsa", "Broadcom switch tag", Shape::kLayer},
                                           "DSA",
                                           kPrependedAt,
                                           kFields,
                                           dissect_prepended};
extern const Dissector kMarvellSwitchTag{
    {"dsa", "Marvell switch tag", Shape::kLayer}, "DSA", kMarvellAt, kFields, dissect_marvell};
extern const Dissector kTypedSwitchTag{
    {"dsa", "Marvell switch tag", Shape::kLayer}, "DSA", kTypedAt, kFields, dissect_typed};

}  // namespace packetglass

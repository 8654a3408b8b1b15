// VLAN tags: IEEE 802.1Q.
#include "base/text.h"
#include "dissect/link/type_or_length.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kPriorities[] = {
    {0, "Best Effort (default)"}, {1, "Background"},      {2, "Spare"},
    {3, "Excellent Effort"},      {4, "Controlled Load"}, {5, "Video, < 100ms latency"},
    {6, "Voice, < 10ms latency"}, {7, "Network Control"}};

constexpr Field kPriority{"vlan.priority", "Priority", Shape::kNumber16, 0xe000, kPriorities};
constexpr Field kDropEligible{"vlan.dei", "DEI", Shape::kFlag, 0x1000};
constexpr Field kId{"vlan.id", "ID", Shape::kNumber16, 0x0fff};
constexpr Field kType{"vlan.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kLength{"vlan.len", "Length", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x8100}, {Space::kEtherType, 0x9100}};

Outcome dissect(Layer& vlan) {
  const std::uint16_t tag = vlan.u16({&kPriority, &kDropEligible, &kId});
  if (std::string* info = vlan.info()) {
    info->clear();
    if (!vlan.truncated())
      *info = format_text("PRI: %u  DEI: %u  ID: %u", tag >> 13, tag >> 12 & 1, tag & 0x0fff);
  }
  const Outcome inside = read_type_or_length(vlan, kType, kLength);
  if (!vlan.truncated() && vlan.recording()) vlan.title(format_text(", ID: %u", tag & 0x0fff));
  return inside;
}

constexpr FieldSpan kFields[] = {kPriority, kDropEligible, kId, kType, kLength};

}  // namespace

extern const Dissector kVlan{
    {"vlan", "802.1Q Virtual LAN", Shape::kLayer}, "VLAN", kFoundAt, kFields, dissect};

}  // namespace packetglass

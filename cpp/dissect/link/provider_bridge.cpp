// Tags of providers: IEEE 802.1ad (Q-in-Q) and 802.1ah (MAC-in-MAC).
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Field kPriority{"ieee8021ad.priority", "Priority", Shape::kNumber16, 0xe000};
constexpr Field kDropEligible{"ieee8021ad.dei", "DEI", Shape::kNumber16, 0x1000};
constexpr Field kId{"ieee8021ad.id", "ID", Shape::kNumber16, 0x0fff};
constexpr Field kServiceId{"ieee8021ad.svid", "ID", Shape::kNumber16, 0x0fff};
constexpr Field kCustomerId{"ieee8021ad.cvid", "ID", Shape::kNumber16, 0x0fff};
constexpr Field kType{"ieee8021ah.etype", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kBackbonePriority{"ieee8021ah.priority", "Priority", Shape::kNumber32, 0xe0000000};
constexpr Field kDrop{"ieee8021ah.drop", "DROP", Shape::kNumber32, 0x10000000};
constexpr Field kNoCustomer{"ieee8021ah.nca", "NCA", Shape::kNumber32, 0x08000000};
constexpr Field kReserved1{"ieee8021ah.res1", "RES1", Shape::kNumber32, 0x04000000};
constexpr Field kReserved2{"ieee8021ah.res2", "RES2", Shape::kNumber32, 0x03000000};
constexpr Field kInstance{"ieee8021ah.isid", "I-SID", Shape::kNumber32, 0x00ffffff};
constexpr Field kDestination{"ieee8021ah.cdst", "C-Destination", Shape::kMac};
constexpr Field kSource{"ieee8021ah.csrc", "C-Source", Shape::kMac};

constexpr Route kAdAt[] = {{Space::kEtherType, 0x88a8}};
constexpr Route kAhAt[] = {{Space::kEtherType, 0x88e7}};

constexpr std::uint16_t kProviderType = 0x88a8;

Outcome go_on(Layer& bridge) {
  const std::uint16_t type = bridge.u16(kType);
  if (bridge.truncated()) return stop("the tag is incomplete");
  return done(bridge.rest(), {{Space::kEtherType, type}});
}

void put_info(Layer& bridge, unsigned tag) {
  if (std::string* info = bridge.info()) {
    *info = format_text("PRI: %u  DROP: %u ID: %u", tag >> 13, tag >> 12 & 1, tag & 0x0fff);
  }
}

// Two tags in a row are the provider's and the customer's.
Outcome dissect_ad(Layer& bridge) {
  const bool two = bridge.peek16(2) == kProviderType;
  const unsigned outer = bridge.u16({&kPriority, &kDropEligible, two ? &kServiceId : &kId});
  put_info(bridge, outer);
  if (!two) {
    if (bridge.recording()) bridge.title(format_text(", ID: %u", outer & 0x0fff));
    return go_on(bridge);
  }
  bridge.skip(2);
  const unsigned inner = bridge.u16({&kPriority, &kDropEligible, &kCustomerId});
  if (bridge.recording()) {
    bridge.title(format_text(", S-VID: %u, C-VID: %u", outer & 0x0fff, inner & 0x0fff));
  }
  return go_on(bridge);
}

Outcome dissect_ah(Layer& bridge) {
  const std::uint32_t tag =
      bridge.u32({&kBackbonePriority, &kDrop, &kNoCustomer, &kReserved1, &kReserved2, &kInstance});
  const Address destination = bridge.mac(kDestination);
  const Address source = bridge.mac(kSource);
  if (bridge.truncated()) return stop("the tag is incomplete");
  bridge.addresses(source, destination);
  if (bridge.recording()) bridge.title(format_text(", I-SID: %u", tag & 0x00ffffff));
  return go_on(bridge);
}

constexpr FieldSpan kFields[] = {
    kPriority, kDropEligible, kId,        kServiceId, kCustomerId, kType,        kBackbonePriority,
    kDrop,     kNoCustomer,   kReserved1, kReserved2, kInstance,   kDestination, kSource};

}  // namespace

extern const Dissector kProviderBridge{
    {"ieee8021ad", "IEEE 802.1ad", Shape::kLayer}, "802.1ad", kAdAt, kFields, dissect_ad};
extern const Dissector kBackboneBridge{
    {"ieee8021ah", "IEEE 802.1ah", Shape::kLayer}, "802.1ah", kAhAt, kFields, dissect_ah};

}  // namespace packetglass

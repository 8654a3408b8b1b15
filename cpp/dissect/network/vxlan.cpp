// Virtual eXtensible LAN: RFC 7348; group policy draft-smith-vxlan-group-policy.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kFlags{"vxlan.flags", "Flags", Shape::kHex16};
constexpr Field kHasPolicy{"vxlan.flag_g", "GBP Extension", Shape::kFlag, 0x8000};
constexpr Field kHasVni{"vxlan.flag_i", "VXLAN Network ID (VNI)", Shape::kFlag, 0x0800};
constexpr Field kDontLearn{"vxlan.flag_d", "Don't Learn", Shape::kFlag, 0x0040};
constexpr Field kApplied{"vxlan.flag_a", "Policy Applied", Shape::kFlag, 0x0008};
constexpr Field kFlagsReserved{"vxlan.flags_reserved", "Reserved(R)", Shape::kHex16, 0x77b7};
constexpr Field kPolicy{"vxlan.gbp", "Group Policy ID", Shape::kNumber16};
constexpr Field kVni{"vxlan.vni", "VXLAN Network Identifier (VNI)", Shape::kNumber24};
constexpr Field kReserved{"vxlan.reserved8", "Reserved", Shape::kNumber8};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 4789}};

Outcome dissect(Layer& vxlan) {
  const std::uint16_t flags = vxlan.u16(kFlags);
  vxlan.parts(flags, {&kHasPolicy, &kHasVni, &kDontLearn, &kApplied, &kFlagsReserved});
  vxlan.u16(kPolicy);
  const auto vni = static_cast<unsigned>(vxlan.uint(kVni, 3));
  vxlan.u8(kReserved);
  if (vxlan.truncated()) return stop("the header is incomplete");
  if (vxlan.recording_text()) vxlan.title(format_text(", VNI: %u", vni));
  return done(vxlan.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr FieldSpan kFields[] = {kFlags,         kHasPolicy, kHasVni, kDontLearn, kApplied,
                                 kFlagsReserved, kPolicy,    kVni,    kReserved};

}  // namespace

extern const Dissector kVxlan{{"vxlan", "Virtual eXtensible Local Area Network", Shape::kLayer},
                              "VxLAN",
                              kFoundAt,
                              kFields,
                              dissect};

}  // namespace packetglass

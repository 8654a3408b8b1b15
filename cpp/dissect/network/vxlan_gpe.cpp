// VXLAN with a next protocol: draft-ietf-nvo3-vxlan-gpe.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kProtocols[] = {
    {1, "IPv4"}, {2, "IPv6"}, {3, "Ethernet"}, {4, "Network Service Header"}, {5, "MPLS"}};

constexpr Field kFlags{"vxlan.flags", "Flags", Shape::kHex16};
constexpr Field kVersion{"vxlan.ver", "Version", Shape::kNumber8, 0x30};
constexpr Field kHasVni{"vxlan.i_bit", "Instance", Shape::kNumber8, 0x08};
constexpr Field kHasNext{"vxlan.p_bit", "Next Protocol Bit", Shape::kNumber8, 0x04};
constexpr Field kMaintenance{"vxlan.o_bit", "OAM bit", Shape::kNumber8, 0x01};
constexpr Field kFlagsReserved{"vxlan.flags_reserved", "Reserved(R)", Shape::kNumber16, 0xc2};
constexpr Field kReserved{"vxlan.reserved_16", "Reserved", Shape::kNumber16};
constexpr Field kNext{"vxlan.next_proto", "Next Protocol", Shape::kNumber8, 0, kProtocols};
constexpr Field kVni{"vxlan.vni", "VXLAN Network Identifier (VNI)", Shape::kNumber24};
constexpr Field kReserved8{"vxlan.reserved8", "Reserved", Shape::kNumber8};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 4790}};

std::uint32_t ethertype_of(std::uint8_t next) {
  constexpr std::uint16_t kTypes[] = {0, 0x0800, 0x86dd, 0x6558, 0x894f, 0x8847};
  return next < std::size(kTypes) ? kTypes[next] : 0u;
}

Outcome dissect(Layer& vxlan) {
  const std::uint8_t flags = vxlan.u8(kFlags);
  vxlan.parts(flags, {&kVersion, &kHasVni, &kHasNext, &kMaintenance, &kFlagsReserved});
  vxlan.u16(kReserved);
  const std::uint8_t next = vxlan.u8(kNext);
  const auto vni = static_cast<unsigned>(vxlan.uint(kVni, 3));
  vxlan.u8(kReserved8);
  if (vxlan.truncated()) return stop("the header is incomplete");
  if (vxlan.recording_text()) vxlan.title(format_text(", VNI: %u", vni));
  return done(vxlan.rest(), {{Space::kEtherType, ethertype_of(next)}});
}

constexpr FieldSpan kFields[] = {kFlags,         kVersion,  kHasVni, kHasNext, kMaintenance,
                                 kFlagsReserved, kReserved, kNext,   kVni,     kReserved8};

}  // namespace

extern const Dissector kVxlanGpe{{"vxlan", "Virtual eXtensible Local Area Network", Shape::kLayer},
                                 "VxLAN",
                                 kFoundAt,
                                 kFields,
                                 dissect};

}  // namespace packetglass

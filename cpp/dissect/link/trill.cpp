// Ethernet between routing bridges: TRILL, RFC 6325, section 3.
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kDestinations[] = {{0, "Known Unicast TRILL Frame"},
                                  {1, "Multi-Destination TRILL Frame"}};

constexpr Field kVersion{"trill.version", "Version", Shape::kNumber16, 0xc000};
constexpr Field kReserved{"trill.reserved", "Reserved", Shape::kNumber16, 0x3000};
constexpr Field kMulti{"trill.multi_dst", "Multi Destination", Shape::kFlag, 0x0800,
                       kDestinations};
constexpr Field kOptions{"trill.op_len", "Option Length", Shape::kHexNumber16, 0x07c0};
constexpr Field kHops{"trill.hop_cnt", "Hop Count", Shape::kHexNumber16, 0x003f};
constexpr Field kEgress{"trill.egress_nick", "Egress/Root RBridge Nickname", Shape::kNumber16};
constexpr Field kIngress{"trill.ingress_nick", "Ingress RBridge Nickname", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x22f3}};

Outcome dissect(Layer& trill) {
  const unsigned word = trill.u16({&kVersion, &kReserved, &kMulti, &kOptions, &kHops});
  trill.u16(kEgress);
  trill.u16(kIngress);
  trill.skip(std::size_t{(word & kOptions.mask) >> 6} * 4);
  if (trill.truncated()) return stop("the header is incomplete");
  return done(trill.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr FieldSpan kFields[] = {kVersion, kReserved, kMulti, kOptions, kHops, kEgress, kIngress};

}  // namespace

extern const Dissector kTrill{
    {"trill", "TRILL", Shape::kLayer}, "TRILL", kFoundAt, kFields, dissect};

}  // namespace packetglass

// BSD's loopback: link types 0 (in the byte order of the host) and 108 (in network byte order).
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kFamilyNames[] = {{2, "IP"},    {7, "OSI"},   {16, "Appletalk"}, {23, "IPX"},
                                 {24, "IPv6"}, {28, "IPv6"}, {30, "IPv6"}};

constexpr Field kFamily{"null.family", "Family", Shape::kNumber32, 0, kFamilyNames};
constexpr Field kType{"null.type", "Type", Shape::kHex16, 0, kEtherTypeNames};

constexpr Route kFoundAt[] = {{Space::kLinkType, 0}, {Space::kLinkType, 108}};

constexpr std::uint32_t kSmallestType = 1536;
constexpr std::uint16_t kPppStart = 0xff03;

// The family as a number, whatever order it was written in. IRIX has it in the first 16 bits;
// BSD's families have nothing in the upper ones.
std::uint32_t in_order(std::uint32_t family) {
  if ((family & 0xffff0000) == 0) return family;
  if ((family & 0xff000000) == 0 && (family & 0x00ff0000) < 0x00060000) return family >> 16;
  return swap_bytes(family);
}

Outcome after_family(Layer& null, std::uint32_t family) {
  switch (family) {
    case 2:
      return done(null.rest(), {{Space::kEtherType, 0x0800}});
    case 24:
    case 28:
    case 30:
      return done(null.rest(), {{Space::kEtherType, 0x86dd}});
    default:
      return done(null.rest(), {});
  }
}

Outcome dissect(Layer& null) {
  if (std::string* info = null.info()) *info = "Null/Loopback";
  if (null.peek16() == kPppStart) {
    return done(null.rest(), {{Space::kLinkType, 9}});
  }
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | null.peek(i);
  const std::uint32_t family = in_order(number);
  if (family < kSmallestType) {
    null.u32(kFamily);
    null.means(family);
    return null.truncated() ? stop("the header is incomplete") : after_family(null, family);
  }
  // What is no family has an EtherType in its last two bytes.
  null.skip(2);
  const std::uint16_t type = null.u16(kType);
  if (null.truncated()) return stop("the header is incomplete");
  return done(null.rest(), {{Space::kEtherType, type}});
}

constexpr FieldSpan kFields[] = {kFamily, kType};

}  // namespace

extern const Dissector kNull{
    {"null", "Null/Loopback", Shape::kLayer}, "Null", kFoundAt, kFields, dissect};

}  // namespace packetglass

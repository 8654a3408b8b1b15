// IP without a link layer: link types 12, 14 and 101, whose packets are of either version.
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Route kFoundAt[] = {
    {Space::kLinkType, 101}, {Space::kLinkType, 12}, {Space::kLinkType, 14}};

Outcome dissect(Layer& raw) {
  if (std::string* info = raw.info()) *info = "Raw packet data";
  raw.title(" (no link layer)");
  switch (raw.peek() >> 4) {
    case 4:
      return done(raw.rest(), {{Space::kEtherType, 0x0800}});
    case 6:
      return done(raw.rest(), {{Space::kEtherType, 0x86dd}});
    default:
      return done(raw.rest(), {});
  }
}

}  // namespace

extern const Dissector kRawIp{{"raw", "Raw IP", Shape::kLayer}, "Raw", kFoundAt, {}, dissect};

}  // namespace packetglass

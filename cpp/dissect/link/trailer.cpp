// What stands behind the packet in an Ethernet frame: padding to 60 bytes, or anything else.
#include <algorithm>

#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kPadding{"eth.padding", "Padding", Shape::kBytes};
constexpr Field kTrailer{"eth.trailer", "Trailer", Shape::kBytes};

Outcome dissect(Layer& trailer) {
  const Bytes bytes = trailer.left();
  const bool zero = std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte == 0; });
  trailer.remaining(zero ? kPadding : kTrailer);
  return done();
}

constexpr FieldSpan kFields[] = {kPadding, kTrailer};

}  // namespace

extern const Dissector kTrailing{
    {"eth.trailing", "Behind the packet", Shape::kLayer}, nullptr, {}, kFields, dissect};

}  // namespace packetglass

// What stands behind the addresses of Ethernet, and behind tags: a type, or a length: IEEE 802.3.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// Smaller numbers are the length of an IEEE 802.3 packet.
inline constexpr std::uint16_t kSmallestEtherType = 1536;

// Reads it as the field that it is, as the end of a tag, and goes on with what follows.
Outcome read_type_or_length(Layer& tag, const Field& type, const Field& length);

}  // namespace packetglass

// THE TABLE of dissectors, and how one is found.
#pragma once

#include <span>

#include "dissect/dissector.h"

namespace packetglass {

std::span<const Dissector* const> dissectors();

// The dissector at a route; nullptr when there is none.
const Dissector* find_dissector(Route route);

// The dissectors of kTcpStart or kUdpStart, which recognise their bytes.
std::span<const Dissector* const> recognising(Space space);

extern const Dissector kBytesLeft;  // what nobody knows: "data"

}  // namespace packetglass

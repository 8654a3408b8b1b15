// THE TABLE of capture formats.
#pragma once

#include <span>

#include "format/format.h"

namespace packetglass {

std::span<const Format* const> formats();

// One plain sentence on bytes that are of no known format: what they look like instead.
std::string describe_unknown_format(Bytes start);

}  // namespace packetglass

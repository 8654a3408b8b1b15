// SHA-1: RFC 3174. For names that others made with it; it protects nothing.
#pragma once

#include <array>

#include "base/bytes.h"

namespace packetglass {

std::array<std::uint8_t, 20> sha1(Bytes message);

}  // namespace packetglass

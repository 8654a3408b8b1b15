// MD5: RFC 1321. For names that others made with it; it protects nothing.
#pragma once

#include <array>

#include "base/bytes.h"

namespace packetglass {

std::array<std::uint8_t, 16> md5(Bytes message);

}  // namespace packetglass

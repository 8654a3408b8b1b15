// SHA-256: FIPS 180-4.
#pragma once

#include <array>

#include "base/bytes.h"

namespace packetglass {

// The hash of bytes. For names and fingerprints; not made to keep secrets.
std::array<std::uint8_t, 32> sha256(Bytes bytes);

}  // namespace packetglass

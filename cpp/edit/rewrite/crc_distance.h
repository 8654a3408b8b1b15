// How a change of bytes changes the CRC32c of all that they stand in.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// The exclusive or of the CRC32c before and after: `before` became `after`, as many bytes, with
// `behind` bytes behind them, whatever these are. Takes steps as the logarithm of `behind`.
std::uint32_t crc_difference(Bytes before, Bytes after, std::size_t behind);

}  // namespace packetglass

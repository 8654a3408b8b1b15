// Texts of protocols that have them in UTF-16: RFC 2781, little-endian.
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass {

// The text in UTF-8, up to a zero; halves of characters as U+FFFD. A byte left over is left out.
std::string utf16_text(Bytes bytes);

}  // namespace packetglass

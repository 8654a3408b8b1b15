// Bytes of packets as text: UTF-8, RFC 3629.
#pragma once

#include <string>

#include "base/bytes.h"

namespace packetglass {

// Appends bytes as they may stand in Info and in JSON: UTF-8 as it is, control characters escaped
// as in C, what is no UTF-8 replaced by U+FFFD.
void append_utf8(std::string& out, Bytes bytes);

}  // namespace packetglass

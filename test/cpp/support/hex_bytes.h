// Bytes written in hexadecimal.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ascii.h"

namespace packetglass::test {

// What is no digit is left out.
inline std::vector<std::uint8_t> hex(std::string_view text) {
  std::vector<std::uint8_t> bytes;
  int high = -1;
  for (const char c : text) {
    const int digit = hex_digit(c);
    if (digit < 0) continue;
    if (high >= 0) bytes.push_back(static_cast<std::uint8_t>(high << 4 | digit));
    high = high >= 0 ? -1 : digit;
  }
  return bytes;
}

}  // namespace packetglass::test

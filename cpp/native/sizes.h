// Numbers of bytes on the command line: "64M".
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "native/arguments.h"

namespace packetglass::native {

// A whole number, of bytes or with k, M or G behind it of 1024, 1024² or 1024³ bytes.
inline std::optional<std::uint64_t> parse_size(std::string_view word) {
  unsigned shift = 0;
  if (!word.empty()) {
    const char unit = word.back();
    if (unit == 'k' || unit == 'K') shift = 10;
    if (unit == 'm' || unit == 'M') shift = 20;
    if (unit == 'g' || unit == 'G') shift = 30;
  }
  if (shift != 0) word.remove_suffix(1);
  const auto number = parse_number<std::uint64_t>(word);
  if (!number || *number > std::numeric_limits<std::uint64_t>::max() >> shift) return std::nullopt;
  return *number << shift;
}

}  // namespace packetglass::native

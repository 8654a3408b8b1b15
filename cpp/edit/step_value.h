// The values of steps, as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "record/timestamp.h"

namespace packetglass {

// A whole number from 0; nothing where it is none, or above what 64 bits hold.
std::optional<std::uint64_t> parse_whole(std::string_view text);

// "1.5s", "-2h", "+100ms", "3d", "7us", "9ns", "1min", or seconds without a unit: in nanoseconds,
// what is finer is cut off. Nothing where it is no duration, or beyond int64.
std::optional<Nanoseconds> parse_duration(std::string_view text);

// "3:hello": a number from `least` and what stands behind the first colon. Nothing where it is not
// so.
struct NumberedText {
  std::uint64_t number;
  std::string_view text;
};
std::optional<NumberedText> parse_numbered_text(std::string_view text, std::uint64_t least);

}  // namespace packetglass

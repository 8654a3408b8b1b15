// Words of the command line: numbers, and which are the same.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

#include "base/nearest.h"

namespace packetglass::native {

// A whole number in decimal, and nothing else.
template <typename T>
std::optional<T> parse_number(std::string_view word) {
  T number{};
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// Whether words are the same but for the case of their letters, which are ASCII.
bool is_same_word(std::string_view a, std::string_view b);

}  // namespace packetglass::native

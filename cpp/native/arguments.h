// Numbers of the command line.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace packetglass::native {

// A whole number in decimal, and nothing else.
template <typename T>
std::optional<T> parse_number(std::string_view word) {
  T number{};
  const char* const end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

}  // namespace packetglass::native

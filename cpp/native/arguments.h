// Words of the command line: numbers, which are the same, and which are near.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

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

// The word that is likest to this one: that takes the fewest letters inserted, left out, replaced
// or exchanged with the next; empty when that are too many for a slip.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& words);

// The likest ones, three at most, the likest first.
std::vector<std::string_view> nearest_few(std::string_view word,
                                          const std::vector<std::string_view>& words);

}  // namespace packetglass::native

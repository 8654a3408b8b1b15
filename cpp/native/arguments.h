// Words of the command line: numbers, and one of several.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/command.h"

namespace CLI {
class Option;
}

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

// Declares an option that is one of these words, in any case; `chosen` is then as it is here.
CLI::Option* add_choice(CLI::App& app, const std::string& name, std::string& chosen,
                        std::vector<std::string> words, const std::string& description);

// Declares an option that is a number of packets or rows, from 1.
CLI::Option* add_count(CLI::App& app, const std::string& name, std::uint64_t& count,
                       const std::string& description);

// The word that is likest to this one: that takes the fewest letters inserted, left out, replaced
// or exchanged with the next; empty when that are too many for a slip.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& words);

// The likest ones, three at most, the likest first.
std::vector<std::string_view> nearest_few(std::string_view word,
                                          const std::vector<std::string_view>& words);

}  // namespace packetglass::native

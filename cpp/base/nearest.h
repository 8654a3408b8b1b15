// Which words are near another: for "did you mean".
#pragma once

#include <string_view>
#include <vector>

namespace packetglass {

// The word that is likest to this one: that takes the fewest letters inserted, left out, replaced
// or exchanged with the next; empty when that are too many for a slip.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& words);

// The likest ones, three at most, the likest first.
std::vector<std::string_view> nearest_few(std::string_view word,
                                          const std::vector<std::string_view>& words);

}  // namespace packetglass

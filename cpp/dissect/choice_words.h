// The words of what the user chooses, and what is said of those that are none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace packetglass {

std::string_view trimmed(std::string_view text);
// "like this", with its quotation marks.
std::string quoted(std::string_view word);
// "; did you mean …?", the nearest of those there are; empty where none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& words);
// "a, b, c".
std::string listed(const std::vector<std::string_view>& words);

}  // namespace packetglass

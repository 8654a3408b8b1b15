// The words of what the user chooses.
#include "dissect/choice_words.h"

#include "base/ascii.h"
#include "base/nearest.h"

namespace packetglass {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string quoted(std::string_view word) {
  return std::string("\"").append(word).append("\"");
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& words) {
  const std::string_view near = nearest(word, words);
  return near.empty() ? std::string() : "; did you mean " + std::string(near) + "?";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view each : words) all.append(all.empty() ? "" : ", ").append(each);
  return all;
}

}  // namespace packetglass

// Which words are near another.
#include "base/nearest.h"

#include <algorithm>
#include <utility>

namespace packetglass {
namespace {

// Optimal string alignment distance; the words are short.
std::size_t distance(std::string_view a, std::string_view b) {
  using Row = std::vector<std::size_t>;
  Row before, last, row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& words) {
  const std::vector<std::string_view> few = nearest_few(word, words);
  return few.empty() ? std::string_view() : few.front();
}

std::vector<std::string_view> nearest_few(std::string_view word,
                                          const std::vector<std::string_view>& words) {
  constexpr std::size_t kLongest = 40, kFew = 3;
  if (word.size() > kLongest) return {};
  // A slip in three letters.
  const std::size_t most = std::max<std::size_t>(word.size() / 3, 1);
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view each : words) {
    // Each letter that it is longer or shorter by is one.
    if (each.size() > word.size() + most || each.size() + most < word.size()) continue;
    const std::size_t many = distance(word, each);
    if (many <= most) near.emplace_back(many, each);
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string_view> few;
  for (std::size_t i = 0; i < near.size() && i < kFew; ++i) few.push_back(near[i].second);
  return few;
}

}  // namespace packetglass

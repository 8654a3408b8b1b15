// Expert information of many packets, counted.
#include "inspect/expert_summaries.h"

#include <algorithm>

namespace packetglass {
namespace {

// As much of it as counts.
std::string_view counted_text(std::string_view text) {
  if (text.size() <= ExpertSummaries::kMostText) return text;
  std::size_t size = ExpertSummaries::kMostText;
  while (size > 0 && (text[size] & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

}  // namespace

void ExpertSummaries::add(const ExpertItem& item, std::uint64_t packet) {
  ++counts_[item.severity];
  const std::string_view text = counted_text(item.text);
  key_.assign(name_of(item.severity)).append(1, '\0').append(name_of(item.group));
  key_.append(1, '\0').append(item.protocol).append(1, '\0').append(text);
  const auto found = numbers_.find(key_);
  if (found != numbers_.end()) {
    ++rows_[found->second].count;
  } else if (rows_.size() == kMostRows) {
    ++left_out_;
  } else {
    numbers_.emplace(key_, rows_.size());
    rows_.push_back({item.severity, item.group, item.protocol, std::string(text), 1, packet});
  }
}

std::vector<const ExpertSummaries::Row*> ExpertSummaries::rows() const {
  std::vector<const Row*> sorted;
  sorted.reserve(rows_.size());
  for (const Row& row : rows_) sorted.push_back(&row);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Row* a, const Row* b) { return a->severity > b->severity; });
  return sorted;
}

std::uint64_t ExpertSummaries::count(ExpertSeverity severity) const {
  const auto found = counts_.find(severity);
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace packetglass

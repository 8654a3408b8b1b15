// Packets that are read along with a conversation.
#include "inspect/fragments_of.h"

#include <algorithm>

namespace packetglass {
namespace {

// A conversation in the upper half, an index in the lower one: what is sorted so is in order.
constexpr std::uint64_t pair_of(std::uint32_t conversation, std::uint64_t index) {
  return std::uint64_t{conversation} << 32 | static_cast<std::uint32_t>(index);
}

}  // namespace

FragmentsOf::FragmentsOf(const SummaryIndex& summary) {
  const std::size_t most = kMostOfEach * summary.fragments().part_count();
  std::vector<std::uint64_t> pairs;
  for (const std::uint64_t number : summary.fragments().completing()) {
    if (number > summary.columns().size() || steps_ > most) break;
    const std::uint32_t conversation = summary.columns()[number - 1].conversation;
    const auto needed = summary.needed_for(number);
    steps_ += needed ? needed->size() : FragmentLog::kMaxNeeded;
    for (const std::uint64_t each : needed.value_or(std::vector<std::uint64_t>())) {
      const bool own = summary.columns()[each - 1].conversation == conversation;
      if (!own) pairs.push_back(pair_of(conversation, each - 1));
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  indices_.reserve(pairs.size());
  for (const std::uint64_t pair : pairs) {
    const auto conversation = static_cast<std::uint32_t>(pair >> 32);
    indices_.push_back(static_cast<std::uint32_t>(pair));
    const bool is_new = ranges_.empty() || ranges_.back().conversation != conversation;
    if (is_new) ranges_.push_back({conversation, 0});
    ranges_.back().end = indices_.size();
  }
}

std::span<const std::uint32_t> FragmentsOf::conversation(std::uint32_t number) const {
  const auto range =
      std::lower_bound(ranges_.begin(), ranges_.end(), number,
                       [](const Range& a, std::uint32_t b) { return a.conversation < b; });
  if (range == ranges_.end() || range->conversation != number) return {};
  const std::size_t begin = range == ranges_.begin() ? 0 : range[-1].end;
  return std::span(indices_).subspan(begin, range->end - begin);
}

}  // namespace packetglass

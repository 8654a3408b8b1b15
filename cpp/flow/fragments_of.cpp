// Packets that are read along with a conversation.
#include "flow/fragments_of.h"

#include <algorithm>

namespace packetglass {

std::vector<std::uint64_t> fragments_of(const SummaryIndex& summary, std::uint32_t conversation) {
  const auto is_own = [&](std::uint64_t place) {
    return summary.columns()[place].conversation == conversation;
  };
  std::vector<std::uint64_t> places;
  for (const std::uint64_t number : summary.fragments().completing()) {
    if (number > summary.columns().size() || !is_own(number - 1)) continue;
    for (const std::uint64_t needed : summary.needed_for(number)) {
      if (!is_own(needed - 1)) places.push_back(needed - 1);
    }
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

}  // namespace packetglass

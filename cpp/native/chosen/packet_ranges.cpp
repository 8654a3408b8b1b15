// Packet numbers as people write them.
#include "native/chosen/packet_ranges.h"

#include <algorithm>

#include "native/arguments.h"

namespace packetglass::native {

std::string PacketRanges::take(std::string_view text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    if (std::string wrong = take_one(text.substr(at, end - at)); !wrong.empty()) return wrong;
    at = end + 1;
  }
  join();
  return {};
}

std::string PacketRanges::take_one(std::string_view word) {
  const std::string shown = "\"" + std::string(word) + "\"";
  const std::string form = shown + " is no range of packet numbers: 7, 10-20, 30- or -5";
  const std::size_t dash = word.find('-');
  const std::string_view first = word.substr(0, dash);
  const std::string_view last = dash == word.npos ? first : word.substr(dash + 1);
  if (first.empty() && last.empty()) return form;
  const auto from = first.empty() ? 1 : parse_number<std::uint64_t>(first);
  const auto to = last.empty() ? kNoEnd : parse_number<std::uint64_t>(last);
  if (!from || !to) return form;
  if (*from == 0 || *to == 0) return shown + ": packets are numbered from 1";
  if (*from > *to) return shown + " ends before it begins";
  ranges_.push_back({*from, *to});
  return {};
}

void PacketRanges::join() {
  std::sort(ranges_.begin(), ranges_.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> joined;
  for (const Range& range : ranges_) {
    if (joined.empty() || range.first > joined.back().last) {
      joined.push_back(range);
    } else {
      joined.back().last = std::max(joined.back().last, range.last);
    }
  }
  ranges_ = std::move(joined);
}

}  // namespace packetglass::native

// Packet numbers as people write them: "10-20,30-".
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace packetglass::native {

class PacketRanges {
 public:
  // Takes numbers from 1, ranges of them, and ranges that are open on one side, separated by
  // commas, in any order. Returns what is wrong with the text, empty where nothing is.
  std::string take(std::string_view text);

  // Without any all packets are in them.
  bool empty() const { return ranges_.empty(); }
  // The last number that is in them.
  std::uint64_t last() const { return empty() ? kNoEnd : ranges_.back().last; }

  // Whether a number is in them; asked for numbers that do not fall.
  bool has(std::uint64_t number) {
    while (at_ < ranges_.size() && ranges_[at_].last < number) ++at_;
    return empty() || (at_ < ranges_.size() && ranges_[at_].first <= number);
  }

 private:
  static constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

  struct Range {
    std::uint64_t first, last;
  };
  std::string take_one(std::string_view word);
  void join();

  std::vector<Range> ranges_;  // rising, none touching the next
  std::size_t at_ = 0;         // the first that may have the next number
};

}  // namespace packetglass::native

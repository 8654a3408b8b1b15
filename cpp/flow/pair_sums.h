// What two addresses exchanged, whatever kind they are.
#pragma once

#include <algorithm>
#include <array>
#include <limits>

#include "flow/flow.h"

namespace packetglass {

struct TwoWaySums {
  FlowSums sums[2];                                             // 0: as the first packet went
  Nanoseconds first = std::numeric_limits<Nanoseconds>::max();  // the earliest
  Nanoseconds last = std::numeric_limits<Nanoseconds>::min();
  bool turned = false;  // the first packet came from the address that stands second

  bool empty() const { return sums[0].packets + sums[1].packets == 0; }

  void add(unsigned side, const FlowSums& more) {
    sums[side].packets += more.packets;
    sums[side].bytes += more.bytes;
  }
  void reach(Nanoseconds from, Nanoseconds to) {
    first = std::min(first, from);
    last = std::max(last, to);
  }
};

// A row of KeyedRows: two addresses as numbers, the smaller one first.
template <std::size_t kWords>
struct PairSums : TwoWaySums {
  std::array<std::uint64_t, kWords> key{};
};

}  // namespace packetglass

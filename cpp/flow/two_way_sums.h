// What two addresses exchanged, whatever kind they are.
#pragma once

#include <algorithm>
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

  // All that `more` has: a Conversation or sums like these, whose first packet came from the
  // address that stands second if it is `more_turned`.
  template <typename Sums>
  void add_all(const Sums& more, bool more_turned) {
    const unsigned side = more_turned == turned ? 0 : 1;
    add(side, more.sums[0]);
    add(1 - side, more.sums[1]);
    reach(more.first, more.last);
  }
};

}  // namespace packetglass

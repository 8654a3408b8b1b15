// Totals over the packets of a capture.
#pragma once

#include "index/index.h"

namespace packetglass {

struct Statistics {
  std::uint64_t packets = 0;
  std::uint64_t captured_bytes = 0;
  std::uint64_t original_bytes = 0;
  std::uint64_t timed = 0;   // packets that have a timestamp
  Nanoseconds earliest = 0;  // with the next two: of those; meaningless without any
  Nanoseconds latest = 0;
  bool in_time_order = true;  // no packet is earlier than the one before it
};

Statistics statistics(const PacketColumns& packets);

// Nanoseconds from the earliest to the latest: the two may be as far apart as 64 bits go.
constexpr std::uint64_t duration(const Statistics& sums) {
  return static_cast<std::uint64_t>(sums.latest) - static_cast<std::uint64_t>(sums.earliest);
}

}  // namespace packetglass

// Totals over the packets of a capture.
#include "index/statistics.h"

#include <algorithm>

namespace packetglass {

Statistics statistics(const PacketColumns& packets) {
  Statistics sums;
  Nanoseconds previous = 0;
  for (; sums.packets < packets.size(); ++sums.packets) {
    const Packet packet = packets[sums.packets];
    sums.captured_bytes += packet.captured_length;
    sums.original_bytes += packet.original_length;
    if (!packet.has_timestamp()) continue;
    const bool first = sums.timed++ == 0;
    sums.earliest = first ? packet.timestamp : std::min(sums.earliest, packet.timestamp);
    sums.latest = first ? packet.timestamp : std::max(sums.latest, packet.timestamp);
    sums.in_time_order = sums.in_time_order && (first || packet.timestamp >= previous);
    previous = packet.timestamp;
  }
  return sums;
}

}  // namespace packetglass

// The past of any TCP segment of a capture, from its conversation and the few packets before it.
#pragma once

#include <span>
#include <vector>

#include "flow/summary_index.h"
#include "stream/tcp_flight.h"

namespace packetglass {

// Packets of a conversation before one of them.
struct PacketsBefore {
  static constexpr std::size_t kMost = 64;
  static constexpr std::uint64_t kSearched = 4096;  // packets of the capture

  std::vector<std::uint64_t> places;  // from 0, rising
  bool all = false;                   // there are no others
};

// The nearest ones; none where the packet is no TCP segment.
PacketsBefore packets_before(const SummaryIndex& summary, std::uint64_t place);

// What was found in a packet.
struct SeenPacket {
  std::uint64_t place;  // from 0
  Nanoseconds time;
  std::optional<TcpSegment> tcp;  // none: it is no segment
};

// What is told of the last packet of `seen`, among which are the packets before it. Nothing where
// it is no segment.
std::optional<TcpPast> tcp_past_of(const SummaryIndex& summary, const PacketsBefore& before,
                                   std::span<const SeenPacket> seen);

}  // namespace packetglass

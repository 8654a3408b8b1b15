// What the segments of a conversation before one say of it, where they are remembered.
#pragma once

#include <cstdint>
#include <optional>

#include "record/timestamp.h"

namespace packetglass {

// Beyond TcpFacts, which cost less: for who looks at a segment closely.
struct TcpPast {
  std::optional<Nanoseconds> since_first, since_previous;  // of the conversation
  std::optional<Nanoseconds> round_trip;  // from the SYN to the ACK of the SYN-ACK
  std::uint64_t acknowledged = 0;  // packet whose segment this acknowledges, from 1; 0: not known
  Nanoseconds acknowledged_after = 0;
  std::uint32_t in_flight = 0;       // bytes of this side that wait for it; 0: not known
  std::uint32_t since_push = 0;      // bytes of this side behind its last PSH; 0: not known
  std::optional<bool> closes_first;  // of a FIN: whether the other side had sent none before
  std::optional<std::uint8_t> completeness;  // of the conversation before it: TcpCompleteness
};

}  // namespace packetglass

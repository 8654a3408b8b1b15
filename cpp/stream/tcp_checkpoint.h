// Where a TCP conversation stands: enough to follow it from there on.
#pragma once

#include <cstdint>

#include "record/timestamp.h"

namespace packetglass {

// Made at every kEvery-th packet of a TCP conversation, counted in that conversation alone. What
// is said of a packet comes from the packets of its conversation behind the checkpoint before the
// last one: at least kEvery of them, fewer than twice that, or all from the first.
struct TcpCheckpoint {
  static constexpr std::uint32_t kEvery = 128;

  struct Side {
    std::uint32_t next_sequence = 0;
    std::uint32_t acknowledgment = 0;  // of its last segment
    bool sent = false;                 // it sent something
    bool acknowledged = false;         // its last segment had an acknowledgment
    bool lost = false;    // a segment of it, since the other side's last acknowledgment
    bool sacks = false;   // its last segment had the option SACK
    bool closes = false;  // it sent the first FIN of the conversation
  };

  // When the SYN was sent, if it is `opened`; once `measured`, the time from then to the ACK of
  // the SYN-ACK.
  Nanoseconds handshake = 0;
  std::uint32_t packet = 0;  // number of the packet, from 1, that is the last one before it
  std::uint32_t stream = 0;
  Side sides[2];
  bool opened = false;
  bool measured = false;
  std::uint8_t completeness = 0;  // of the conversation so far, TcpCompleteness
};

}  // namespace packetglass

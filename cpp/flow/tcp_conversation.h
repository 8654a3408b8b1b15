// What a TCP conversation remembers to tell what is odd about a segment.
#pragma once

#include "dissect/transport/tcp_facts.h"
#include "record/timestamp.h"

namespace packetglass {

// One side of a conversation, of what it sent.
struct TcpSide {
  std::uint32_t first_sequence = 0;
  std::uint32_t next_sequence = 0;
  std::uint32_t acknowledgment = 0;   // of its last segment
  std::uint32_t highest_sent = 0;     // which the other side may acknowledge
  std::uint32_t duplicates = 0;       // of its last acknowledgment
  std::uint32_t acknowledged_in = 0;  // packet that acknowledged it first, from 1
  Nanoseconds next_time = 0;          // when the next sequence number became what it is
  Nanoseconds acknowledged_at = 0;
  std::uint16_t window = 0;
  std::uint16_t oddities = 0;  // of its last segment
  std::uint8_t shift = TcpSegment::kNoShift;
  bool seen = false;  // it sent something
  bool sequence_known = false;
  bool acknowledged = false;
};

class TcpConversation {
 public:
  // What is known of the segment that `side` sent; it is remembered. `packet` is from 1.
  TcpFacts add(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet);

  // Whether this segment begins another conversation between the same endpoints.
  bool is_another(const TcpSegment& segment, unsigned side) const;

  // What is known of any segment that `side` sent behind its first.
  TcpFacts facts_of(unsigned side) const;

  const TcpSide& side(unsigned number) const { return sides_[number]; }

 private:
  std::uint16_t oddities_of(const TcpSegment& segment, TcpSide& from, const TcpSide& to,
                            Nanoseconds time) const;
  std::uint16_t again(const TcpSegment& segment, const TcpSide& from, const TcpSide& to,
                      Nanoseconds time) const;
  void remember(const TcpSegment& segment, TcpSide& from, TcpSide& to, Nanoseconds time,
                std::uint32_t packet, std::uint16_t oddities);

  TcpSide sides_[2];
  Nanoseconds syn_at_ = 0;
  Nanoseconds first_round_trip_ = 0;  // from SYN to the ACK of SYN-ACK; 0: not known
};

}  // namespace packetglass

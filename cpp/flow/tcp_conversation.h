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
  std::uint16_t window = 0;
  std::uint8_t shift = TcpSegment::kNoShift;
  bool seen : 1 = false;  // it sent something
  bool sequence_known : 1 = false;
  bool acknowledged : 1 = false;
  bool kept_alive : 1 = false;  // by its last segment
  bool probed : 1 = false;      // by its last segment: the zero window
  bool measured : 1 = false;    // side 0: the first round trip is known
};

// Almost every packet of a capture asks for one of these, and each line of the cache that it
// stands in takes as long as all else: so it is small, and stands in two.
class alignas(32) TcpConversation {
 public:
  // What is known of the segment that `side` sent, in `facts`, but the stream; it is remembered.
  // `packet` is from 1.
  void add(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet,
           TcpFacts& facts);

  // Whether this segment begins another conversation between the same endpoints.
  bool is_another(const TcpSegment& segment, unsigned side) const {
    const bool opens = (segment.flags & (TcpSegment::kSyn | TcpSegment::kAck)) == TcpSegment::kSyn;
    const TcpSide& from = sides_[side];
    return opens && from.sequence_known && segment.sequence != from.first_sequence;
  }

  // What is known of any segment that `side` sent behind its first.
  TcpFacts facts_of(unsigned side) const {
    TcpFacts facts;
    tell(side, facts);
    return facts;
  }

  // From its SYN to the ACK of the SYN-ACK; nothing when they were not both seen.
  std::optional<Nanoseconds> round_trip() const {
    return sides_[0].measured ? std::optional(handshake_) : std::nullopt;
  }

  const TcpSide& side(unsigned number) const { return sides_[number]; }

 private:
  void tell(unsigned side, TcpFacts& facts) const;
  void learn_sequences(const TcpSegment& segment, unsigned side);
  void measure_round_trip(const TcpSegment& segment, Nanoseconds time);
  std::uint16_t oddities_of(const TcpSegment& segment, unsigned side, Nanoseconds time) const;
  std::uint16_t again(const TcpSegment& segment, unsigned side, Nanoseconds time) const;
  void remember(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet,
                std::uint16_t oddities);

  TcpSide sides_[2];
  // Of each side: when the next sequence number became what it is, and its last acknowledgment.
  Nanoseconds next_at_[2] = {};
  Nanoseconds acknowledged_at_[2] = {};
  // When the SYN was sent, 0: not known; once `measured`, the time from it to the ACK of SYN-ACK.
  Nanoseconds handshake_ = 0;
};
static_assert(sizeof(TcpConversation) == 96);

}  // namespace packetglass

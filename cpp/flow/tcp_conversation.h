// What a TCP conversation remembers for the analysis flags of its segments.
#pragma once

#include <optional>

#include "dissect/tcp_facts.h"
#include "record/timestamp.h"
#include "stream/tcp_checkpoint.h"

namespace packetglass {

// One side of a conversation, of what it sent.
struct TcpSide {
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
  bool opened : 1 = false;      // side 0: it is known when the SYN was sent
  bool measured : 1 = false;    // side 0: the first round trip is known
  bool lost : 1 = false;        // a segment, since the other side's last acknowledgment
};

// What few segments ask for.
struct TcpAside {
  std::uint32_t first_sequence[2] = {};  // of each side
  // When the last acknowledgment of each side came, where it was a duplicate or came behind one.
  Nanoseconds acknowledged_at[2] = {};
  // When the SYN was sent, if it is `opened`; once `measured`, from then to the ACK of SYN-ACK.
  Nanoseconds handshake = 0;
  std::uint32_t first_packet = 0;  // of the conversation, from 1
  std::uint32_t scaled_in = 0;     // the packet that said the second window scale; 0: none did
};

// Almost every packet of a capture asks for one of these, and each line of the cache that it
// stands in takes as long as all else: so it stands in one, and the rest is kept aside.
class alignas(64) TcpConversation {
 public:
  // The analysis flags of the segment that `side` sent, in `analysis`; it is remembered. `packet`
  // is from 1.
  void add(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet,
           TcpAside& aside, TcpAnalysis& analysis);

  // Whether this segment begins another conversation between the same endpoints.
  bool is_another(const TcpSegment& segment, unsigned side, const TcpAside& aside) const {
    const bool opens = (segment.flags & (TcpSegment::kSyn | TcpSegment::kAck)) == TcpSegment::kSyn;
    return opens && sides_[side].sequence_known && segment.sequence != aside.first_sequence[side];
  }

  // The sequence number that the side goes on with; nothing where it is not known.
  std::optional<std::uint32_t> next_sequence(unsigned side) const {
    if (!sides_[side].sequence_known) return std::nullopt;
    return sides_[side].next_sequence;
  }

  // What was known when packet `number` came, which `side` sent, but the stream.
  TcpFacts facts_of(unsigned side, std::uint64_t number, const TcpAside& aside) const;

  // Where it stands, but the packet and the stream.
  TcpCheckpoint checkpoint(const TcpAside& aside) const;

 private:
  static void learn_scale(TcpSide& from, const TcpSide& to, const TcpSegment& segment,
                          std::uint32_t packet, TcpAside& aside);
  void learn_sequences(const TcpSegment& segment, unsigned side, TcpAside& aside);
  void measure_round_trip(const TcpSegment& segment, Nanoseconds time, TcpAside& aside);
  std::uint16_t flags_of(const TcpSegment& segment, unsigned side, Nanoseconds time,
                         const TcpAside& aside) const;
  std::uint16_t again(const TcpSegment& segment, unsigned side, Nanoseconds time,
                      const TcpAside& aside) const;
  void remember(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet,
                std::uint16_t flags);

  TcpSide sides_[2];
  Nanoseconds next_at_[2] = {};  // when the next sequence number of each side became what it is
};
static_assert(sizeof(TcpConversation) == 64);

}  // namespace packetglass

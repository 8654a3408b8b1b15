// What a TCP conversation remembers for the analysis flags of its segments.
#pragma once

#include <optional>

#include "dissect/tcp_facts.h"
#include "record/timestamp.h"
#include "stream/tcp_checkpoint.h"

namespace packetglass {

// One side of a conversation, of what it sent.
struct TcpSide {
  static constexpr std::uint8_t kUnknownShift = 31;
  static constexpr std::uint32_t kMostDuplicates = 0xfffffe;  // more count as so many
  static constexpr std::uint32_t kAckedUnseen = 0xffffff;

  std::uint32_t next_sequence = 0;    // behind the last byte; 0: it sent nothing
  std::uint32_t acknowledgment = 0;   // of its last segment; 0: none
  std::uint32_t contiguous = 0;       // what the other side may acknowledge; 0: nothing is known
  std::uint32_t acknowledged_in = 0;  // packet that had its last acknowledgment first, from 1
  // Of its last acknowledgment; kAckedUnseen: since the last one, the other side acknowledged more
  // than it sent.
  std::uint32_t duplicates : 24 = 0;
  std::uint32_t completeness : 8 = 0;  // side 0: of the conversation, TcpCompleteness
  std::uint16_t window = 0;
  std::uint16_t shift : 5 = kUnknownShift;  // of its windows, once it said one: 14 at most
  bool unscaled : 1 = false;                // but it is known that windows are not scaled
  bool sequence_known : 1 = false;          // where its relative numbers begin
  bool rebased : 1 = false;                 // they began elsewhere before
  bool opens : 1 = false;                   // its window is still that of its SYN, not scaled
  bool kept_alive : 1 = false;              // by its last segment
  bool probed : 1 = false;                  // by its last segment: the zero window
  bool sacks : 1 = false;                   // its last segment had the option SACK
  bool closes : 1 = false;                  // it sent the first FIN of the conversation
  bool lost : 1 = false;      // a segment, since the other side's last acknowledgment
  bool opened : 1 = false;    // side 0: it is known when the SYN was sent
  bool measured : 1 = false;  // side 0: the first round trip is known

  bool seen() const { return next_sequence != 0; }
};

// What few segments ask for.
struct TcpAside {
  std::uint32_t first_sequence[2] = {};  // of each side
  // When the last acknowledgment of each side came, where it was a duplicate or came behind one.
  Nanoseconds acknowledged_at[2] = {};
  // When the SYN was sent, if it is `opened`; once `measured`, from then to the ACK of SYN-ACK.
  Nanoseconds handshake = 0;
  std::uint32_t first_packet = 0;  // of the conversation, from 1
  // Packets, from 1, from which on the scale of each side's windows is known, and from which on
  // it is known that none are scaled; 0: none.
  std::uint32_t scaled_in[2] = {};
  std::uint32_t unscaled_in = 0;
  // The packet, from 1, from which on the side that is `rebased` counts from its
  // `first_sequence`; before it counted from the other number.
  std::uint32_t rebased_in = 0, first_before = 0;
};

// Almost every packet of a capture asks for one of these, and each line of the cache that it
// stands in takes as long as all else: so it stands in one, and the rest is kept aside.
class alignas(64) TcpConversation {
 public:
  // Adds to `analysis` the flags of the segment that `side` sent; it is remembered. `packet` is
  // from
  // 1. kPortsReused is there already, where a segment begins a conversation by ports of another.
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
  using Flags = std::uint16_t;

  std::uint32_t first_of(unsigned side, std::uint64_t number, const TcpAside& aside) const;
  static std::uint8_t shift_of(unsigned side, std::uint64_t number, const TcpSide& from,
                               const TcpAside& aside);
  void learn_sequences(const TcpSegment& segment, unsigned side, TcpAside& aside);
  Flags open(const TcpSegment& segment, unsigned side, std::uint32_t packet, TcpAside& aside);
  void learn_scale(const TcpSegment& segment, unsigned side, std::uint32_t packet,
                   TcpAside& aside);
  void measure_round_trip(const TcpSegment& segment, Nanoseconds time, TcpAside& aside);
  Flags flags_of(const TcpSegment& segment, unsigned side, Nanoseconds time, TcpAside& aside);
  Flags flag_acked_unseen(unsigned side, TcpAside& aside) const;
  static Flags flags_of_few(const TcpSegment& segment, const TcpSide& from, const TcpSide& to);
  Flags again(const TcpSegment& segment, unsigned side, Nanoseconds time,
              const TcpAside& aside) const;
  void remember(const TcpSegment& segment, unsigned side, Nanoseconds time, std::uint32_t packet,
                Flags flags);

  TcpSide sides_[2];
  Nanoseconds next_at_[2] = {};  // when the next sequence number of each side became what it is
};
static_assert(sizeof(TcpConversation) == 64);

}  // namespace packetglass

// Analysis flags of a TCP segment: the analysis of Wireshark's TCP dissector.
#include "flow/tcp_conversation.h"

#include <algorithm>

#include "stream/wrapping.h"

namespace packetglass {
namespace {

constexpr std::uint16_t kSynFinReset = TcpSegment::kSyn | TcpSegment::kFin | TcpSegment::kReset;

// Where no round trip is known, what comes later than this was sent again.
constexpr Nanoseconds kOutOfOrderWithin = 3'000'000;
constexpr Nanoseconds kFastWithin = 20'000'000;

constexpr std::uint16_t bit(TcpAnalysisFlag flag) {
  return static_cast<std::uint16_t>(flag);
}

// RFC 7323, 2.3: a shift of more than 14 means 14.
std::uint64_t scaled(const TcpSide& side) {
  const unsigned shift = side.shift == TcpSegment::kNoShift ? 0u : std::min(side.shift + 0u, 14u);
  return std::uint64_t{side.window} << shift;
}

// An acknowledgment that carries nothing and says what the one before it said.
bool repeats(const TcpSegment& segment, const TcpSide& from) {
  return segment.length == 0 && (segment.flags & kSynFinReset) == 0 && from.acknowledged &&
         segment.window == from.window && segment.sequence == from.next_sequence &&
         segment.acknowledgment == from.acknowledgment;
}

bool fills_window(const TcpSegment& segment, const TcpSide& to) {
  return to.acknowledged && to.shift != TcpSegment::kNoShift &&
         segment.sequence + segment.length ==
             static_cast<std::uint32_t>(to.acknowledgment + scaled(to));
}

bool acknowledges_unseen(const TcpSegment& segment, const TcpSide& to) {
  return to.seen && (segment.flags & TcpSegment::kAck) != 0 &&
         after(segment.acknowledgment, to.highest_sent);
}

constexpr std::uint16_t kFull = bit(TcpAnalysisFlag::kWindowFull);
constexpr std::uint16_t kAckedLost = bit(TcpAnalysisFlag::kAckedLost);

}  // namespace

void TcpConversation::add(const TcpSegment& segment, unsigned side, Nanoseconds time,
                          std::uint32_t packet, TcpAside& aside, TcpAnalysis& analysis) {
  TcpSide& from = sides_[side];
  const TcpSide& to = sides_[1 - side];
  if (!from.sequence_known || !to.sequence_known) learn_sequences(segment, side, aside);
  if ((segment.flags & TcpSegment::kSyn) != 0) learn_scale(from, to, segment, packet, aside);
  if (!sides_[0].measured) measure_round_trip(segment, time, aside);
  analysis.flags = from.seen || to.seen ? flags_of(segment, side, time, aside) : std::uint16_t{0};
  remember(segment, side, time, packet, analysis.flags);
  if (from.duplicates != 0) aside.acknowledged_at[side] = time;
  const bool duplicate = analysis.is(TcpAnalysisFlag::kDuplicateAck);
  analysis.duplicate_of = duplicate ? from.acknowledged_in : 0;
  analysis.duplicate_number = duplicate ? from.duplicates : 0;
}

// The first SYN of a side that scales its windows counts; they do once both sides did (RFC 7323,
// section 2.2).
void TcpConversation::learn_scale(TcpSide& from, const TcpSide& to, const TcpSegment& segment,
                                  std::uint32_t packet, TcpAside& aside) {
  if (from.shift != TcpSegment::kNoShift || segment.shift == TcpSegment::kNoShift) return;
  from.shift = segment.shift;
  if (to.shift != TcpSegment::kNoShift) aside.scaled_in = packet;
}

// Without a SYN what was before a segment is not known: numbers count from 1, as after a SYN.
void TcpConversation::learn_sequences(const TcpSegment& segment, unsigned side, TcpAside& aside) {
  TcpSide& from = sides_[side];
  TcpSide& to = sides_[1 - side];
  if (!from.sequence_known) {
    aside.first_sequence[side] =
        segment.sequence - ((segment.flags & TcpSegment::kSyn) != 0 ? 0 : 1);
    from.next_sequence = segment.sequence;
    from.sequence_known = true;
  }
  if ((segment.flags & TcpSegment::kAck) != 0 && !to.sequence_known) {
    aside.first_sequence[1 - side] = segment.acknowledgment - 1;
    to.next_sequence = segment.acknowledgment;
    to.sequence_known = true;
  }
}

// A SYN at 0 has no time.
void TcpConversation::measure_round_trip(const TcpSegment& segment, Nanoseconds time,
                                         TcpAside& aside) {
  TcpSide& first = sides_[0];
  const auto opening = segment.flags & (TcpSegment::kSyn | TcpSegment::kAck);
  if (opening == TcpSegment::kSyn) {
    aside.handshake = time;
    first.opened = time != 0;
  }
  if (opening != TcpSegment::kAck || !first.opened || aside.handshake == time) return;
  aside.handshake = since(aside.handshake, time);
  first.measured = true;
}

TcpFacts TcpConversation::facts_of(unsigned side, std::uint64_t number,
                                   const TcpAside& aside) const {
  const bool scales = aside.scaled_in != 0 && number >= aside.scaled_in;
  TcpFacts facts;
  facts.first_sequence = aside.first_sequence[side];
  facts.first_acknowledgment = aside.first_sequence[1 - side];
  facts.shift = scales ? sides_[side].shift : TcpSegment::kNoShift;
  return facts;
}

TcpCheckpoint TcpConversation::checkpoint(const TcpAside& aside) const {
  TcpCheckpoint made;
  for (unsigned side = 0; side < 2; ++side) {
    const TcpSide& from = sides_[side];
    made.sides[side] = {from.next_sequence, from.acknowledgment, from.seen, from.acknowledged,
                        from.lost};
  }
  made.handshake = aside.handshake;
  made.opened = sides_[0].opened;
  made.measured = sides_[0].measured;
  return made;
}

std::uint16_t TcpConversation::flags_of(const TcpSegment& segment, unsigned side, Nanoseconds time,
                                        const TcpAside& aside) const {
  const TcpSide& from = sides_[side];
  const TcpSide& to = sides_[1 - side];
  std::uint16_t found = 0;
  const bool plain = (segment.flags & kSynFinReset) == 0;
  const bool at_next = segment.sequence == from.next_sequence;
  // Almost all segments: of what follows, only this flag can be theirs.
  if (at_next && plain && segment.length > 1 && segment.window != 0) {
    if (fills_window(segment, to)) found |= kFull;
    if (acknowledges_unseen(segment, to)) found |= kAckedLost;
    return found;
  }
  if (segment.length == 1 && at_next && to.acknowledged && to.window == 0) {
    found |= bit(TcpAnalysisFlag::kZeroWindowProbe);
  }
  if (segment.window == 0 && plain) found |= bit(TcpAnalysisFlag::kZeroWindow);
  if (from.seen && after(segment.sequence, from.next_sequence) &&
      (segment.flags & TcpSegment::kReset) == 0) {
    found |= bit(TcpAnalysisFlag::kLostSegment);
  }
  if (segment.length <= 1 && plain && from.seen && segment.sequence == from.next_sequence - 1) {
    found |= bit(TcpAnalysisFlag::kKeepAlive);
  }
  if (segment.length == 0 && plain && segment.window != 0 && from.acknowledged && at_next &&
      segment.window != from.window && segment.acknowledgment == from.acknowledgment) {
    found |= bit(TcpAnalysisFlag::kWindowUpdate);
  }
  if (segment.length > 0 && plain && fills_window(segment, to)) found |= kFull;
  if (repeats(segment, from)) {
    if (to.kept_alive && segment.window != 0) {
      found |= bit(TcpAnalysisFlag::kKeepAliveAck);
    } else if (to.probed && segment.window == 0) {
      found |= bit(TcpAnalysisFlag::kZeroWindowProbeAck);
    } else if (segment.window != 0) {
      found |= bit(TcpAnalysisFlag::kDuplicateAck);
    }
  }
  if (acknowledges_unseen(segment, to)) found |= kAckedLost;
  const bool carries = segment.next() != segment.sequence;
  const bool old = from.seen && after(from.next_sequence, segment.sequence);
  if (carries && old && (found & bit(TcpAnalysisFlag::kKeepAlive)) == 0) {
    found |= again(segment, side, time, aside);
  }
  return found;
}

// A segment that begins before what its side sent already.
std::uint16_t TcpConversation::again(const TcpSegment& segment, unsigned side, Nanoseconds time,
                                     const TcpAside& aside) const {
  const TcpSide& from = sides_[side];
  const TcpSide& to = sides_[1 - side];
  if (segment.length > 0 && to.acknowledged &&
      !after(segment.sequence + segment.length, to.acknowledgment)) {
    return bit(TcpAnalysisFlag::kSpuriousRetransmission) | bit(TcpAnalysisFlag::kRetransmission);
  }
  if (to.duplicates >= 2 && to.acknowledgment == segment.sequence &&
      since(aside.acknowledged_at[1 - side], time) < kFastWithin) {
    return bit(TcpAnalysisFlag::kFastRetransmission) | bit(TcpAnalysisFlag::kRetransmission);
  }
  const Nanoseconds within = sides_[0].measured ? aside.handshake : kOutOfOrderWithin;
  if (since(next_at_[side], time) < within && from.next_sequence != segment.next()) {
    return bit(TcpAnalysisFlag::kOutOfOrder);
  }
  return bit(TcpAnalysisFlag::kRetransmission);
}

void TcpConversation::remember(const TcpSegment& segment, unsigned side, Nanoseconds time,
                               std::uint32_t packet, std::uint16_t flags) {
  TcpSide& from = sides_[side];
  TcpSide& to = sides_[1 - side];
  const bool ack = (segment.flags & TcpSegment::kAck) != 0;
  if ((flags & bit(TcpAnalysisFlag::kDuplicateAck)) != 0) {
    ++from.duplicates;
  } else if (segment.acknowledgment != from.acknowledgment || !from.acknowledged) {
    from.duplicates = 0;
    from.acknowledged_in = packet;
  }
  if ((flags & bit(TcpAnalysisFlag::kAckedLost)) != 0) to.highest_sent = segment.acknowledgment;
  const std::uint32_t next = segment.next();
  const bool probe = (flags & bit(TcpAnalysisFlag::kZeroWindowProbe)) != 0;
  if (!from.seen || (after(next, from.next_sequence) && !probe)) {
    from.next_sequence = next;
    next_at_[side] = time;
  }
  if (!from.seen || after(next, from.highest_sent)) from.highest_sent = next;
  if (ack) from.acknowledgment = segment.acknowledgment;
  from.window = segment.window;
  from.acknowledged = from.acknowledged || ack;
  from.kept_alive = (flags & bit(TcpAnalysisFlag::kKeepAlive)) != 0;
  if (ack) to.lost = false;
  if ((flags & bit(TcpAnalysisFlag::kLostSegment)) != 0) from.lost = true;
  from.probed = (flags & bit(TcpAnalysisFlag::kZeroWindowProbe)) != 0;
  from.seen = true;
}

}  // namespace packetglass

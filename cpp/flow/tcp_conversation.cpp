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

std::uint32_t scaled_window(const TcpSide& side) {
  const bool scaled = side.shift != TcpSide::kUnknownShift && !side.unscaled && !side.opens;
  return std::uint32_t{side.window} << (scaled ? side.shift : 0u);
}

// An acknowledgment that carries nothing and says what the one before it said.
bool repeats(const TcpSegment& segment, const TcpSide& from) {
  return segment.length == 0 && (segment.flags & kSynFinReset) == 0 && from.seen() &&
         segment.window == from.window && segment.sequence == from.next_sequence &&
         segment.acknowledgment == from.acknowledgment;
}

bool fills_window(const TcpSegment& segment, const TcpSide& to) {
  return (to.shift != TcpSide::kUnknownShift || to.unscaled) &&
         segment.sequence + segment.length == to.acknowledgment + scaled_window(to);
}

bool is_acknowledged(const TcpSegment& segment, const TcpSide& to) {
  return segment.length > 0 && to.acknowledgment != 0 &&
         !after(segment.sequence + segment.length, to.acknowledgment);
}

// Once for each gap behind which something was captured. Behind the last segment it may go on for
// long, where that side sends nothing but acknowledgments: then once for each of those.
bool acknowledges_unseen(const TcpSegment& segment, TcpSide& to) {
  if (to.contiguous == 0 || (segment.flags & TcpSegment::kAck) == 0 ||
      !after(segment.acknowledgment, to.contiguous)) {
    return false;
  }
  if (after(to.next_sequence, to.contiguous)) {
    to.contiguous = to.next_sequence;
    return true;
  }
  const bool is_new = to.duplicates == 0;
  to.duplicates = TcpSide::kAckedUnseen;
  return is_new;
}

void count_duplicate(TcpSide& from) {
  if (from.duplicates == TcpSide::kAckedUnseen) {
    from.duplicates = 1;
  } else if (from.duplicates < TcpSide::kMostDuplicates) {
    ++from.duplicates;
  }
}

// What only some segments change.
[[gnu::noinline]] void remember_few(const TcpSegment& segment, std::uint16_t flags, TcpSide& from,
                                    TcpSide& to) {
  const bool ack = (segment.flags & TcpSegment::kAck) != 0;
  from.kept_alive = (flags & bit(TcpAnalysisFlag::kKeepAlive)) != 0;
  from.probed = (flags & bit(TcpAnalysisFlag::kZeroWindowProbe)) != 0;
  from.sacks = segment.sacked != 0;
  if ((segment.flags & TcpSegment::kSyn) != 0) {
    from.opens = true;
  } else if (ack) {
    from.opens = false;
  }
  if (ack) to.lost = false;
  if ((flags & bit(TcpAnalysisFlag::kLostSegment)) != 0) from.lost = true;
}

constexpr std::uint16_t kFull = bit(TcpAnalysisFlag::kWindowFull);
constexpr std::uint16_t kAckedLost = bit(TcpAnalysisFlag::kAckedLost);
constexpr std::uint16_t kSpurious =
    bit(TcpAnalysisFlag::kSpuriousRetransmission) | bit(TcpAnalysisFlag::kRetransmission);

}  // namespace

// A SYN where the side sent one before: by the same number it is sent again, a SYN-ACK by another
// one is of another conversation.
TcpConversation::Flags TcpConversation::open(const TcpSegment& segment, unsigned side,
                                             std::uint32_t packet, TcpAside& aside) {
  TcpSide& from = sides_[side];
  learn_scale(segment, side, packet, aside);
  if (!from.sequence_known) return 0;
  const bool acknowledges = (segment.flags & TcpSegment::kAck) != 0;
  if (acknowledges == (segment.sequence == aside.first_sequence[side])) return 0;
  if (acknowledges && aside.rebased_in == 0) {
    aside.first_before = aside.first_sequence[side];
    aside.first_sequence[side] = segment.sequence;
    aside.rebased_in = packet;
    from.rebased = true;
  }
  // A RST may have had any sequence number.
  if (!acknowledges) from.next_sequence = from.contiguous;
  return acknowledges ? bit(TcpAnalysisFlag::kPortsReused) : Flags{0};
}

// RFC 7323, section 2.2: windows are scaled once both sides said so. Where only one of them was
// captured it counts; the first SYN of a side does.
void TcpConversation::learn_scale(const TcpSegment& segment, unsigned side, std::uint32_t packet,
                                  TcpAside& aside) {
  TcpSide &from = sides_[side], &to = sides_[1 - side];
  if (segment.shift != TcpSegment::kNoShift && from.shift == TcpSide::kUnknownShift) {
    from.shift = std::min<std::uint8_t>(segment.shift, 14) & 0x1f;
    aside.scaled_in[side] = packet;
  }
  const bool acknowledges = (segment.flags & TcpSegment::kAck) != 0;
  if (from.shift == TcpSide::kUnknownShift) {
    from.unscaled = to.unscaled = true;
  } else if (acknowledges && to.unscaled) {
    from.unscaled = true;
  }
  if (from.unscaled && aside.unscaled_in == 0) aside.unscaled_in = packet;
}

// Without a SYN what was before a segment is not known: numbers count from 1, as after a SYN.
void TcpConversation::learn_sequences(const TcpSegment& segment, unsigned side, TcpAside& aside) {
  TcpSide &from = sides_[side], &to = sides_[1 - side];
  if (!from.sequence_known) {
    aside.first_sequence[side] =
        segment.sequence - ((segment.flags & TcpSegment::kSyn) != 0 ? 0 : 1);
    from.sequence_known = true;
  }
  if ((segment.flags & TcpSegment::kAck) != 0 && !to.sequence_known) {
    aside.first_sequence[1 - side] = segment.acknowledgment - 1;
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

std::uint32_t TcpConversation::first_of(unsigned side, std::uint64_t number,
                                        const TcpAside& aside) const {
  const bool before = sides_[side].rebased && number < aside.rebased_in;
  return before ? aside.first_before : aside.first_sequence[side];
}

std::uint8_t TcpConversation::shift_of(unsigned side, std::uint64_t number, const TcpSide& from,
                                       const TcpAside& aside) {
  if (aside.unscaled_in != 0 && number >= aside.unscaled_in) return TcpFacts::kUnscaled;
  const bool scales = aside.scaled_in[side] != 0 && number >= aside.scaled_in[side];
  return scales ? static_cast<std::uint8_t>(from.shift) : TcpSegment::kNoShift;
}

TcpFacts TcpConversation::facts_of(unsigned side, std::uint64_t number,
                                   const TcpAside& aside) const {
  TcpFacts facts;
  facts.first_sequence = first_of(side, number, aside);
  facts.first_acknowledgment = first_of(1 - side, number, aside);
  facts.shift = shift_of(side, number, sides_[side], aside);
  return facts;
}

TcpCheckpoint TcpConversation::checkpoint(const TcpAside& aside) const {
  TcpCheckpoint made;
  for (unsigned side = 0; side < 2; ++side) {
    const TcpSide& from = sides_[side];
    made.sides[side] = {
        from.next_sequence, from.acknowledgment, from.seen(), from.acknowledgment != 0,
        from.lost,          from.sacks,          from.closes};
  }
  made.handshake = aside.handshake;
  made.opened = sides_[0].opened;
  made.measured = sides_[0].measured;
  made.completeness = sides_[0].completeness;
  return made;
}

// Defined ahead of add(), into which they go: a call would cost as much as what they do.
[[gnu::always_inline]] inline TcpConversation::Flags TcpConversation::flags_of(
    const TcpSegment& segment, unsigned side, Nanoseconds time, TcpAside& aside) {
  const TcpSide& from = sides_[side];
  TcpSide& to = sides_[1 - side];
  const bool plain = (segment.flags & kSynFinReset) == 0;
  const bool at_next = segment.sequence == from.next_sequence;
  Flags found = 0;
  // Almost all segments: of what follows, only these flags can be theirs.
  if (at_next && plain && segment.length > 1 && segment.window != 0) {
    if (fills_window(segment, to)) found |= kFull;
  } else if (segment.length == 1 && at_next && to.window == 0) {
    found |= bit(TcpAnalysisFlag::kZeroWindowProbe);
  } else {
    found |= flags_of_few(segment, from, to);
  }
  if (acknowledges_unseen(segment, to)) found |= flag_acked_unseen(side, aside);
  if (segment.next() == segment.sequence || (found & bit(TcpAnalysisFlag::kKeepAlive)) != 0) {
    return found;
  }
  if (is_acknowledged(segment, to)) {
    const bool captured = from.seen() && after(from.next_sequence, segment.sequence);
    return found | kSpurious | (captured ? 0 : bit(TcpAnalysisFlag::kFirstCaptured));
  }
  // One byte before: behind the probe of a zero window.
  const bool is_old = from.seen() && after(from.next_sequence, segment.sequence) &&
                      (segment.length <= 1 || segment.sequence != from.next_sequence - 1);
  return is_old ? found | again(segment, side, time, aside) : found;
}

TcpConversation::Flags TcpConversation::flag_acked_unseen(unsigned side, TcpAside& aside) const {
  // From here on it counts as a duplicate; as far as is known it came with the last bytes.
  if (sides_[1 - side].duplicates == TcpSide::kAckedUnseen) {
    aside.acknowledged_at[1 - side] = next_at_[1 - side];
  }
  return kAckedLost;
}

// But the probe of a zero window.
[[gnu::noinline]] TcpConversation::Flags TcpConversation::flags_of_few(const TcpSegment& segment,
                                                                       const TcpSide& from,
                                                                       const TcpSide& to) {
  const bool plain = (segment.flags & kSynFinReset) == 0;
  const bool at_next = segment.sequence == from.next_sequence;
  Flags found = 0;
  if (segment.window == 0 && plain) found |= bit(TcpAnalysisFlag::kZeroWindow);
  if (from.seen() && after(segment.sequence, from.next_sequence) &&
      (segment.flags & TcpSegment::kReset) == 0) {
    found |= bit(TcpAnalysisFlag::kLostSegment);
  }
  if (segment.length <= 1 && plain && segment.sequence == from.next_sequence - 1) {
    found |= bit(TcpAnalysisFlag::kKeepAlive);
  }
  if (segment.length == 0 && plain && segment.window != 0 && at_next &&
      segment.window != from.window && segment.acknowledgment == from.acknowledgment) {
    found |= bit(TcpAnalysisFlag::kWindowUpdate);
  }
  if (segment.length > 0 && plain && fills_window(segment, to)) found |= kFull;
  if (!repeats(segment, from)) return found;
  if (to.kept_alive && segment.window != 0) {
    found |= bit(TcpAnalysisFlag::kKeepAliveAck);
  } else if (to.probed && segment.window == 0) {
    found |= bit(TcpAnalysisFlag::kZeroWindowProbeAck);
  } else if (segment.window != 0) {
    found |= bit(TcpAnalysisFlag::kDuplicateAck);
  }
  return found;
}

// A segment that begins before what its side sent already, and was not acknowledged.
TcpConversation::Flags TcpConversation::again(const TcpSegment& segment, unsigned side,
                                              Nanoseconds time, const TcpAside& aside) const {
  const TcpSide& from = sides_[side];
  const TcpSide& to = sides_[1 - side];
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

[[gnu::always_inline]] inline void TcpConversation::remember(const TcpSegment& segment,
                                                             unsigned side, Nanoseconds time,
                                                             std::uint32_t packet, Flags flags) {
  TcpSide& from = sides_[side];
  TcpSide& to = sides_[1 - side];
  if ((flags & bit(TcpAnalysisFlag::kDuplicateAck)) != 0) {
    count_duplicate(from);
  } else if (segment.acknowledgment != from.acknowledgment) {
    from.duplicates = 0;
    from.acknowledged_in = packet;
  }
  const bool probe = (flags & bit(TcpAnalysisFlag::kZeroWindowProbe)) != 0;
  const std::uint32_t next = segment.next();
  if (!probe && (!from.seen() || after(next, from.next_sequence))) {
    from.next_sequence = next;
    next_at_[side] = time;
  }
  if (!probe && (from.contiguous == 0 || segment.sequence == from.contiguous)) {
    from.contiguous = from.next_sequence;
  }
  from.window = segment.window;
  from.acknowledgment = segment.acknowledgment;
  const bool few = from.kept_alive | from.probed | from.sacks | from.opens | to.lost;
  if (few || flags != 0 || segment.sacked != 0 || (segment.flags & TcpSegment::kSyn) != 0) {
    remember_few(segment, flags, from, to);
  }
}

void TcpConversation::add(const TcpSegment& segment, unsigned side, Nanoseconds time,
                          std::uint32_t packet, TcpAside& aside, TcpAnalysis& analysis) {
  TcpSide& from = sides_[side];
  const TcpSide& to = sides_[1 - side];
  Flags found = analysis.flags;
  const bool is_first = !from.sequence_known && !to.sequence_known;
  if ((segment.flags & TcpSegment::kSyn) != 0) found |= open(segment, side, packet, aside);
  if (!from.sequence_known || !to.sequence_known) learn_sequences(segment, side, aside);
  found |= flags_of(segment, side, time, aside);
  analysis.flags = found;
  remember(segment, side, time, packet, found);
  if (!sides_[0].measured) measure_round_trip(segment, time, aside);
  // Almost all segments add nothing.
  const auto usual = segment.length > 0 ? TcpCompleteness::kData : TcpCompleteness::kAck;
  if ((segment.flags & kSynFinReset) != 0 || (sides_[0].completeness & usual) == 0) {
    sides_[0].completeness |= completeness_of(segment, analysis, is_first);
    if ((segment.flags & TcpSegment::kFin) != 0) from.closes = !to.closes;
  }
  if (from.duplicates != 0) aside.acknowledged_at[side] = time;
  const bool duplicate = analysis.is(TcpAnalysisFlag::kDuplicateAck);
  analysis.duplicate_of = duplicate ? from.acknowledged_in : 0;
  analysis.duplicate_number = duplicate ? from.duplicates : 0;
}

}  // namespace packetglass

// What is under way in a TCP conversation: RFC 9293, and Wireshark's way of counting it.
//
// Each side keeps its segments that are not acknowledged yet. A segment goes through four stages:
//
//   round trip  the time from the SYN to the ACK that ends the handshake is measured once
//   send        its bytes wait for their acknowledgment
//   answer      its acknowledgment releases segments of the other side; the one that ends exactly
//               there is the acknowledged packet, and gives the round trip of the ACK
//   count       bytes in flight, and bytes since the last PSH
//
// It may begin behind a checkpoint, where segments are missing that Wireshark saw. Then it says
// nothing that could differ, and each side's flags hold what is certain: `based` and `base`, that
// missing segments end before a sequence number; `ranged`, that all bytes since `begin` are known
// to wait; `complete`, that nothing that waits is missing any more.
#include "stream/tcp_flight.h"

#include <utility>

#include "stream/wrapping.h"

namespace packetglass {
namespace {

constexpr std::uint32_t kMostInFlight = 2'000'000'000;

// Whether it begins where all before it ended.
bool is_next(const TcpAnalysis& analysis) {
  return !analysis.is(TcpAnalysisFlag::kRetransmission) &&
         !analysis.is(TcpAnalysisFlag::kOutOfOrder) &&
         !analysis.is(TcpAnalysisFlag::kLostSegment) && !analysis.is(TcpAnalysisFlag::kKeepAlive);
}

}  // namespace

TcpFlight::TcpFlight(const TcpCheckpoint& from) {
  for (unsigned i = 0; i < 2; ++i) {
    const TcpCheckpoint::Side &sent = from.sides[i], &answered = from.sides[1 - i];
    Side& side = sides_[i];
    side.based = sent.sent;
    side.base = sent.next_sequence;
    side.answered = answered.acknowledged;
    side.answer = side.begin = answered.acknowledgment;
    side.ranged = side.based && side.answered;
    side.gapless = side.based && !sent.lost;
    side.complete = side.ranged && !after(side.base, side.answer);
    side.sacks_known = !sent.sacks;
    side.closes = sent.closes;
  }
  begins_ = false;
  completeness_ = from.completeness;
  if (from.measured) {
    round_trip_ = from.handshake;
  } else if (from.opened) {
    opened_ = from.handshake;
  }
}

void TcpFlight::add(const TcpSegment& segment, const TcpAnalysis& analysis, unsigned side,
                    Nanoseconds time, std::uint64_t packet, TcpPast& past) {
  Side& from = sides_[side];
  measure_round_trip(segment, time);
  if (round_trip_) past.round_trip = round_trip_;
  if (analysis.is(TcpAnalysisFlag::kLostSegment)) from.gapless = false;
  note_closing(segment, side, past);
  count_completeness(segment, analysis, past);
  from.sacks_known = true;
  from.sacked = segment.sacked;
  Side& to = sides_[1 - side];
  if (segment.next() != segment.sequence) send(from, segment, analysis, time, packet);
  if ((segment.flags & TcpSegment::kAck) != 0) to.gapless = true;
  answer(to, segment.acknowledgment, time, past);
  if (segment.length == 0 || !from.gapless) return;
  count_since_push(from, segment, past);
  count_flight(from, to, segment, past);
}

void TcpFlight::forget() {
  *this = TcpFlight(TcpCheckpoint());
  for (Side& side : sides_) side.sacks_known = false;
  completeness_.reset();
}

// A FIN that is sent again is no other.
void TcpFlight::note_closing(const TcpSegment& segment, unsigned side, TcpPast& past) {
  if (!completeness_ || (segment.flags & TcpSegment::kFin) == 0) return;
  sides_[side].closes = !sides_[1 - side].closes;
  past.closes_first = sides_[side].closes;
}

// As Wireshark shows it: without the segment itself, unless its SYN uses ports again.
void TcpFlight::count_completeness(const TcpSegment& segment, const TcpAnalysis& analysis,
                                   TcpPast& past) {
  past.completeness = completeness_;
  const bool is_first = std::exchange(begins_, false);
  if (!completeness_) return;
  *completeness_ |= completeness_of(segment, analysis, is_first);
  if (is_first && analysis.is(TcpAnalysisFlag::kPortsReused)) past.completeness = completeness_;
}

void TcpFlight::measure_round_trip(const TcpSegment& segment, Nanoseconds time) {
  if (round_trip_) return;
  const auto opening = segment.flags & (TcpSegment::kSyn | TcpSegment::kAck);
  if (opening == TcpSegment::kSyn) opened_ = time;
  if (opening == TcpSegment::kAck && opened_ && *opened_ != time) {
    round_trip_ = since(*opened_, time);
  }
}

void TcpFlight::send(Side& from, const TcpSegment& segment, const TcpAnalysis& analysis,
                     Nanoseconds time, std::uint64_t packet) {
  if (from.waiting.size() == kMostSegments) {
    from.waiting.clear();
    from.complete = from.based = from.ranged = false;
  }
  if (!from.complete && !from.based && is_next(analysis)) {
    from.based = true;
    from.base = segment.sequence;
    from.complete = from.answered && !after(from.base, from.answer);
  }
  from.waiting.push_back({packet, time, segment.sequence, segment.next()});
}

void TcpFlight::answer(Side& to, std::uint32_t acknowledgment, Nanoseconds time, TcpPast& past) {
  to.answered = true;
  to.answer = acknowledgment;
  for (const Sent& sent : to.waiting) {
    if (sent.end != acknowledgment) continue;
    // Another one that ends there may be missing.
    if (!to.complete && !(to.based && after(sent.end, to.base))) continue;
    past.acknowledged = sent.packet;
    past.acknowledged_after = since(sent.time, time);
    break;
  }
  std::erase_if(to.waiting, [&](const Sent& sent) { return !after(sent.end, acknowledgment); });
  for (Sent& sent : to.waiting) {
    if (after(acknowledgment, sent.begin)) sent.begin = acknowledgment;
  }
  if (to.ranged && after(acknowledgment, to.begin)) to.begin = acknowledgment;
  if (to.based && !after(to.base, acknowledgment)) to.complete = true;
}

void TcpFlight::count_since_push(Side& from, const TcpSegment& segment, TcpPast& past) {
  if (from.pushed) from.since_push = 0;
  from.since_push += segment.length;
  if (from.pushes) past.since_push = from.since_push;
  from.pushed = (segment.flags & TcpSegment::kPush) != 0;
  from.pushes |= from.pushed;
}

// Without the bytes that are between the edges of SACK in the other side's last segment.
void TcpFlight::count_flight(const Side& from, const Side& to, const TcpSegment& segment,
                             TcpPast& past) {
  if (!(from.complete || from.ranged) || !to.sacks_known || from.waiting.empty()) return;
  std::uint32_t begin = from.waiting.front().begin, end = from.waiting.front().end;
  if (!from.complete) {
    begin = from.begin;
    if (after(from.base, end)) end = from.base;
  }
  for (const Sent& sent : from.waiting) {
    if (after(begin, sent.begin)) begin = sent.begin;
    if (after(sent.end, end)) end = sent.end;
  }
  const std::uint32_t in_flight = end - begin - to.sacked;
  past.in_flight = in_flight - (segment.next() - segment.sequence - segment.length);
  if (in_flight != 0 && in_flight < kMostInFlight) return;
  past.in_flight = past.since_push = 0;  // the edges are wrong: nothing is said
}

}  // namespace packetglass

// Reassembles the messages of TCP conversations for their dissection.
#include "stream/tcp_reassembly.h"

#include <algorithm>

#include "stream/source_of.h"
#include "stream/wrapping.h"

namespace packetglass {
namespace {

// Of the payload: a SYN counts as a byte.
std::uint32_t first_sequence(const Dissection& dissection) {
  const TcpSegment& tcp = dissection.summary.tcp;
  return tcp.sequence + ((tcp.flags & TcpSegment::kSyn) != 0 ? 1 : 0);
}

// Whether nothing is different from a segment that is dissected alone.
bool says_nothing(const SegmentMessages& messages, const Outcome& found) {
  if (messages.waits) return false;
  if (found.payload.empty()) return messages.delivered.empty();
  if (messages.delivered.size() != 1) return false;
  const DeliveredMessages& all = messages.delivered.front();
  return !all.reassembled && all.size == found.payload.bytes.size();
}

}  // namespace

void TcpReassembly::packet(const Packet& packet, MessageLog& log) {
  log_ = &log;
  packet_ = packet;
  again_ = packet.number <= last_;
  last_ = std::max(last_, packet.number);
  begin_at_.reset();
  completed_in_ = 0;
}

void TcpReassembly::again(std::uint64_t number) {
  packet_.number = number;
  again_ = true;
  completed_in_ = 0;
}

const SegmentMessages* TcpReassembly::add(const Outcome& found, const Dissection& dissection) {
  const std::uint32_t sequence = dissection.summary.tcp.sequence;
  if (again_) return added(sequence);
  const bool waited = waits(packet_.side);
  std::optional<FoundMessage> begins;
  if (!waited && (found.payload.empty() || is_plain(found, dissection, begins))) return nullptr;
  SideMessages fresh;
  SideMessages& side = waited ? sides_.at(packet_.side) : fresh;
  const std::size_t before = side.size();
  SegmentInOrder segment = segment_of(found, dissection);
  segment.begins = begins;
  segment.only_heads = only_heads_;
  SegmentMessages messages;
  side.add(segment, found, dissection, *log_, spare_, messages);
  waiting_bytes_ += side.size();
  waiting_bytes_ -= before;
  if (!side.empty() && !waited) {
    sides_.add(packet_.side, std::move(fresh));
  } else if (waited && side.empty()) {
    sides_.remove(packet_.side);
  } else if (waited) {
    sides_.touch(packet_.side);
  }
  bound();
  if (says_nothing(messages, found)) return nullptr;
  answers_.push_back({packet_.number, sequence, std::move(messages)});
  return &answers_.back().messages;
}

void TcpReassembly::prefetch(std::span<const std::uint32_t> sides) const {
  for (const std::uint32_t side : sides) sides_.prefetch_place(side);
  for (const std::uint32_t side : sides) sides_.prefetch_side(side);
  for (const std::uint32_t side : sides) sides_.prefetch_messages(side);
}

void TcpReassembly::forget() {
  for (Answer& answer : answers_) {
    for (DeliveredMessages& each : answer.messages.delivered) spare_.give(std::move(each.bytes));
  }
  answers_.clear();
}

// Almost all segments are: nothing waits, and they go on where their side was.
bool TcpReassembly::is_plain(const Outcome& found, const Dissection& dissection,
                             std::optional<FoundMessage>& begins) const {
  const bool goes_on = !begin_at_ && !packet_.analysis.repeats() &&
                       !packet_.analysis.is(TcpAnalysisFlag::kLostSegment) &&
                       (!packet_.expected || *packet_.expected == first_sequence(dissection));
  return goes_on && !found.payload.truncated() && is_whole(found, dissection, begins.emplace());
}

SegmentInOrder TcpReassembly::segment_of(const Outcome& found, const Dissection& dissection) {
  const TcpSegment& tcp = dissection.summary.tcp;
  SegmentInOrder segment;
  segment.packet = packet_.number;
  segment.side = packet_.side;
  segment.payload = found.payload.bytes;
  segment.sequence = first_sequence(dissection);
  segment.closes = (tcp.flags & (TcpSegment::kFin | TcpSegment::kReset)) != 0;
  segment.whole = !found.payload.truncated();
  segment.repeated = packet_.analysis.repeats();
  segment.from = source_of(packet_.bytes, segment.payload, packet_.number);
  if (begin_at_) segment.start = *begin_at_;
  if (!packet_.expected) return segment;
  const std::uint32_t end = segment.sequence + static_cast<std::uint32_t>(segment.payload.size());
  if (packet_.analysis.is(TcpAnalysisFlag::kLostSegment)) {
    segment.expected = packet_.expected;
  } else if (after(*packet_.expected, segment.sequence) && after(end, *packet_.expected)) {
    segment.repeated = false;
    segment.start = *packet_.expected;
    MessageRow row;
    row.side = segment.side;
    row.first = static_cast<std::uint32_t>(segment.packet);
    row.sequence = *segment.start;
    row.partly_repeated = true;
    log_->end(log_->begin(row), row.first, MessageRow::End::kGivenUp);
  }
  return segment;
}

const SegmentMessages* TcpReassembly::added(std::uint32_t sequence) const {
  const auto found =
      std::lower_bound(answers_.begin(), answers_.end(), packet_.number,
                       [](const Answer& a, std::uint64_t number) { return a.packet < number; });
  for (auto at = found; at != answers_.end() && at->packet == packet_.number; ++at) {
    if (at->sequence == sequence) return &at->messages;
  }
  return nullptr;
}

void TcpReassembly::bound() {
  while (waiting_bytes_ > kMaxReassembling) {
    const std::uint32_t oldest = sides_.oldest();
    waiting_bytes_ -= sides_.at(oldest).size();
    sides_.at(oldest).give_up(packet_.number, *log_, MessageRow::End::kBeyondLimit);
    sides_.remove(oldest);
  }
}

}  // namespace packetglass

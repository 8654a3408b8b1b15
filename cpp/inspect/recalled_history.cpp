// What the packets before one say of it, in any order, for an indexed capture.
#include "inspect/recalled_history.h"

#include <algorithm>

#include "dissect/network/fragments.h"
#include "stream/wrapping.h"

namespace packetglass {
namespace {

// By rising index, each once.
void sort_once(std::vector<std::uint64_t>& packets) {
  std::sort(packets.begin(), packets.end());
  packets.erase(std::unique(packets.begin(), packets.end()), packets.end());
}

}  // namespace

ReadPlan RecalledHistory::plan_columns(std::uint64_t from, std::uint64_t to) const {
  ReadPlan plan{from, {}};
  std::uint64_t bytes = 0;
  while (plan.end < to && add_parts(plan.end, from, plan, bytes)) ++plan.end;
  sort_once(plan.packets);
  return plan;
}

// The fragments of a packet and the segments of its messages, before `first`; false where they are
// too much in addition to what was added.
bool RecalledHistory::add_parts(std::uint64_t i, std::uint64_t first, ReadPlan& plan,
                                std::uint64_t& bytes) const {
  std::vector<std::uint64_t> segments = segments_before(i), more;
  segments.push_back(i);
  std::uint64_t more_bytes = 0;
  const auto add = [&](std::uint64_t packet) {
    if (packet >= first) return;
    more.push_back(packet);
    more_bytes += packets_[packet].captured_length;
  };
  for (const std::uint64_t segment : segments) {
    if (segment != i) add(segment);
    const auto needed = fragments_of(segment);
    if (!needed) continue;
    for (const std::uint64_t number : *needed) add(number - 1);
  }
  for (const std::uint64_t number : initials_before(i)) add(number - 1);
  if (more.empty()) return true;
  const bool bounded = plan.packets.size() + more.size() <= kMaxSegmentsAgain &&
                       bytes + more_bytes <= kMaxBytesAgain;
  if (!bounded && !plan.packets.empty()) return false;
  plan.packets.insert(plan.packets.end(), more.begin(), more.end());
  bytes += more_bytes;
  return true;
}

// The side of a TCP conversation that sent it; nothing when it is no segment.
std::optional<std::uint32_t> RecalledHistory::side_of(std::uint64_t i) const {
  if (!knows(i)) return std::nullopt;
  const SummaryRow row = summary_.columns()[i];
  const auto facts = summary_.tcp_facts(i);
  if (!facts) return std::nullopt;
  return MessageRow::side_of(facts->stream, row.side);
}

// The segments of its side from the one on with which something began that waits when it comes,
// rising.
std::vector<std::uint64_t> RecalledHistory::segments_before(std::uint64_t i) const {
  std::vector<std::uint64_t> before;
  const auto side = side_of(i);
  if (!side) return before;
  const auto rows = summary_.related().messages.covering(*side, i + 1);
  std::uint64_t begin = i;
  for (const MessageRow& row : rows) begin = std::min<std::uint64_t>(begin, row.first - 1);
  const std::uint32_t conversation = summary_.columns()[i].conversation;
  std::uint64_t bytes = 0;
  for (std::uint64_t at = i; at > begin && before.size() < kMaxSegmentsAgain;) {
    const auto last = summary_.columns().last_of(conversation, begin, at);
    if (!last) break;
    at = *last;
    if (summary_.columns()[at].side != *side % 2) continue;
    bytes += packets_[at].captured_length;
    if (bytes > kMaxBytesAgain) break;
    before.push_back(at);
  }
  std::reverse(before.begin(), before.end());
  return before;
}

// The packets, from 1, whose Initial packets of QUIC say something of those that it has.
std::vector<std::uint64_t> RecalledHistory::initials_before(std::uint64_t i) const {
  const InitialDatagrams& initials = summary_.related().initials;
  if (!knows(i) || !initials.has(i + 1)) return {};
  return initials.before(summary_.columns()[i].conversation, i + 1);
}

// Their numbers, from 1; nothing where they are too many, or too many bytes.
std::optional<std::vector<std::uint64_t>> RecalledHistory::fragments_of(std::uint64_t i) const {
  auto numbers = summary_.needed_for(i + 1);
  if (!numbers) return numbers;
  std::uint64_t bytes = 0;
  for (const std::uint64_t number : *numbers) bytes += packets_[number - 1].captured_length;
  if (bytes > kMaxBytesAgain) numbers.reset();
  return numbers;
}

ReadPlan RecalledHistory::plan(std::uint64_t i) const {
  ReadPlan plan = plan_columns(i, i + 1);
  const auto add_fragments_of = [&](std::uint64_t of) {
    const auto needed = summary_.needed_for(of + 1);
    for (const std::uint64_t number : *needed) plan.packets.push_back(number - 1);
  };
  for (const std::uint64_t before : conversation_before(i)) {
    plan.packets.push_back(before);
    if (is_followed(summary_.fragments(), before + 1)) add_fragments_of(before);
  }
  sort_once(plan.packets);
  return plan;
}

// nullptr: its conversation is followed from its first packet.
const TcpCheckpoint* RecalledHistory::resume(std::uint64_t i) const {
  const FlowTable& flows = summary_.flows();
  const std::uint32_t conversation = summary_.columns()[i].conversation;
  return flows.checkpoints().resume(flows[conversation].stream, i + 1,
                                    flows.first_packet(conversation));
}

// The packets of its TCP conversation that say something of it, rising; none where it is no TCP
// segment. Of those that are too many bytes only the last.
std::vector<std::uint64_t> RecalledHistory::conversation_before(std::uint64_t i) const {
  std::vector<std::uint64_t> before;
  if (!knows(i) || !summary_.tcp_facts(i)) return before;
  const std::uint32_t conversation = summary_.columns()[i].conversation;
  const TcpCheckpoint* const from = resume(i);
  const std::uint64_t begin =
      from != nullptr ? from->packet : summary_.flows().first_packet(conversation) - 1;
  std::uint64_t bytes = 0;
  for (std::optional<std::uint64_t> at = i;;) {
    at = summary_.columns().last_of(conversation, begin, *at);
    if (!at) break;
    bytes += packets_[*at].captured_length;
    if (bytes > kMaxBytesAgain || before.size() == 2 * std::size_t{TcpCheckpoint::kEvery}) break;
    before.push_back(*at);
  }
  std::reverse(before.begin(), before.end());
  return before;
}

History Recall::begin(const ReadPacket& packet) {
  History history;
  history.choices = history_.summary_.choices();
  if (!history_.knows(packet.index)) return history;
  history.number = packet.index + 1;
  history.time = history_.time_of(packet.index);
  history.exchanges = &history_.summary_.related().exchanges;
  history.exchanges_known = history.number;
  history.expected = &history_.summary_.flows().expected();
  history.conversation = history_.summary_.columns()[packet.index].conversation;
  history.recognised = &history_.summary_.recognised();
  history.initials = &history_.summary_.related().initials;
  history.initial_bytes = &initial_bytes_;
  history.earlier = &history_.summary_.earlier();
  history.reassembly = &fragments_;
  fragments_.packet(history.number, history_.time_of(packet.index), packet.bytes);
  return history;
}

// Whether others depend on what it says, or itself on what waits: segments, and Initial packets.
bool Recall::is_remembered(std::uint64_t i) const {
  return facts_.has_value() || history_.summary_.related().initials.has(i + 1);
}

// The same of its TCP conversation; false where it says nothing of messages. One that is not
// wanted itself does with the beginning of a message, or behind it; what ends earlier ones is left
// out.
bool Recall::begin_segment(const ReadPacket& packet, std::uint32_t side, bool wanted) {
  const std::uint64_t number = packet.index + 1;
  TcpReassembly::Packet segment{number, packet.bytes, side, {}, std::nullopt};
  if (const auto facts = history_.summary_.tcp_facts(packet.index)) segment.analysis = *facts;
  std::optional<std::uint32_t> begins;
  for (const MessageRow& row : history_.summary_.related().messages.covering(side, number)) {
    if (row.first != number) continue;
    (row.known && !row.partly_repeated ? begins : segment.expected) = row.sequence;
    break;  // others were parted from it by packets behind this one
  }
  const bool waits = segments_.waits(side);
  if (!wanted && !waits && !begins && !segment.expected) return false;
  segments_.packet(segment, messages_);
  if (begins && !wanted && !waits) segments_.begin_at(*begins);
  return true;
}

void Recall::see(const ReadPacket& packet, bool wanted) {
  if (!history_.knows(packet.index)) return;
  Summary columns;
  Dissection dissection(columns);
  dissection.history = begin(packet);
  const auto side = history_.side_of(packet.index);
  if (side && begin_segment(packet, *side, wanted)) dissection.history.segments = &segments_;
  dissection.wanted.initial_bytes = &initial_bytes_;
  dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
  seen_.push_back({packet.index, std::nullopt});
  if (columns.transport == Transport::kTcp) seen_.back().tcp = columns.tcp;
}

History Recall::for_columns(const ReadPacket& packet) {
  facts_.reset();
  if (history_.knows(packet.index)) facts_ = history_.summary_.tcp_facts(packet.index);
  // What its header says depends on the messages that it is a part of, and other packets may need
  // what it says.
  if (is_remembered(packet.index) && (seen_.empty() || seen_.back().index != packet.index))
    see(packet, true);
  History history = begin(packet);
  history.tcp = facts_ ? &*facts_ : nullptr;
  if (!facts_) return history;
  segments_.again(history.number);
  segments_.is_completed_in(history_.summary_.related().messages.completed_in(
      *history_.side_of(packet.index), history.number));
  history.segments = &segments_;
  history.stream = facts_->stream;
  history.agreed = &history_.summary_.agreed();
  return history;
}

History Recall::for_fields(const ReadPacket& packet) {
  if (!history_.knows(packet.index)) return begin(packet);
  see(packet, true);
  History history = for_columns(packet);
  history.exchanges_known = Exchanges::kAll;
  if (facts_) {
    past_ = past_of(packet.index);
    history.past = &past_;
  }
  const std::uint64_t completed = history_.summary_.fragments().completed_in(packet.index + 1);
  fragments_.is_completed_in(history_.fragments_of(packet.index) ? completed
                                                                 : kTooManyToReadAgain);
  return history;
}

// Of the packet that was seen last.
TcpPast Recall::past_of(std::uint64_t i) const {
  const std::vector<std::uint64_t> before = history_.conversation_before(i);
  const TcpCheckpoint* const from = history_.resume(i);
  TcpFlight flight = from != nullptr ? TcpFlight(*from) : TcpFlight();
  TcpPast past;
  for (const Seen& seen : seen_) {
    const bool is_before = std::binary_search(before.begin(), before.end(), seen.index);
    if (is_before || seen.index == i) past = follow(flight, tcp_packet(seen));
  }
  const FlowTable& flows = history_.summary_.flows();
  const std::uint32_t conversation = history_.summary_.columns()[i].conversation;
  const Nanoseconds time = history_.time_of(i);
  past.since_first = since(history_.time_of(flows.first_packet(conversation) - 1), time);
  past.since_previous = since(history_.time_of(before.empty() ? i : before.back()), time);
  return past;
}

TcpPacket Recall::tcp_packet(const Seen& seen) const {
  TcpPacket packet;
  packet.number = seen.index + 1;
  packet.time = history_.time_of(seen.index);
  packet.side = history_.summary_.columns()[seen.index].side;
  if (const auto facts = history_.summary_.tcp_facts(seen.index)) packet.found = *facts;
  packet.followed =
      seen.tcp.has_value() && is_followed(history_.summary_.fragments(), packet.number);
  if (packet.followed) packet.segment = *seen.tcp;
  return packet;
}

}  // namespace packetglass

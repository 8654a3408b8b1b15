// The past of any TCP segment of a capture.
#include "inspect/tcp_past_of.h"

#include <algorithm>

#include "stream/wrapping.h"

namespace packetglass {
namespace {

// Adds the packets of the conversation to `flight`; whatever is no segment when it is dissected
// alone leaves a gap.
void add_segments(const SummaryIndex& summary, const PacketsBefore& before,
                  std::span<const SeenPacket> seen, TcpFlight& flight, TcpPast& past) {
  for (const SeenPacket& packet : seen) {
    const bool is_last = &packet == &seen.back();
    const bool is_before =
        std::binary_search(before.places.begin(), before.places.end(), packet.place);
    if (!is_last && !is_before) continue;
    const auto facts = summary.tcp_facts(packet.place);
    if (!facts || !packet.tcp) {
      flight.forget(false);
      continue;
    }
    TcpPast unwanted;
    flight.add(*packet.tcp, *facts, summary.columns()[packet.place].side, packet.time,
               packet.place + 1, is_last ? past : unwanted);
  }
}

bool opens(const SeenPacket& packet) {
  return packet.tcp && (packet.tcp->flags & TcpSegment::kSyn) != 0;
}

std::optional<Nanoseconds> time_at(std::span<const SeenPacket> seen, std::uint64_t place) {
  const auto is_it = [&](const SeenPacket& packet) { return packet.place == place; };
  const auto found = std::find_if(seen.begin(), seen.end(), is_it);
  return found == seen.end() ? std::nullopt : std::optional(found->time);
}

// Of the first packet of the conversation. It is the earliest one, unless times go back.
std::optional<Nanoseconds> first_time(const Conversation& conversation,
                                      const PacketsBefore& before,
                                      std::span<const SeenPacket> seen) {
  const auto is_earlier = [](const SeenPacket& a, const SeenPacket& b) { return a.time < b.time; };
  if (before.all) {
    return time_at(seen, before.places.empty() ? seen.back().place : before.places.front());
  }
  const bool rising = std::is_sorted(seen.begin(), seen.end(), is_earlier);
  return rising ? std::optional(conversation.first) : std::nullopt;
}

// Of the packet before the last one in the conversation; itself, where it is the first.
std::optional<Nanoseconds> previous_time(const PacketsBefore& before,
                                         std::span<const SeenPacket> seen) {
  if (!before.places.empty()) return time_at(seen, before.places.back());
  return before.all ? std::optional(seen.back().time) : std::nullopt;
}

}  // namespace

PacketsBefore packets_before(const SummaryIndex& summary, std::uint64_t place) {
  PacketsBefore before;
  if (place >= summary.columns().size() || !summary.tcp_facts(place)) return before;
  const SummaryColumns& columns = summary.columns();
  const std::uint32_t conversation = columns[place].conversation;
  const std::uint64_t end = place - std::min(place, PacketsBefore::kSearched);
  std::uint64_t at = place;
  while (at > end && before.places.size() < PacketsBefore::kMost) {
    if (columns[--at].conversation == conversation) before.places.push_back(at);
  }
  std::reverse(before.places.begin(), before.places.end());
  before.all = at == 0;
  return before;
}

std::optional<TcpPast> tcp_past_of(const SummaryIndex& summary, const PacketsBefore& before,
                                   std::span<const SeenPacket> seen) {
  const SeenPacket& packet = seen.back();
  if (!summary.tcp_facts(packet.place)) return std::nullopt;
  const std::uint32_t number = summary.columns()[packet.place].conversation;
  const Conversation conversation = summary.flows()[number];
  TcpPast past;
  const auto first = first_time(conversation, before, seen);
  if (first) past.since_first = since(*first, packet.time);
  const auto previous = previous_time(before, seen);
  if (previous) past.since_previous = since(*previous, packet.time);
  TcpFlight flight(before.all);
  // Where it opens among these, they say whether it was measured by then.
  if (!before.all && std::none_of(seen.begin(), seen.end(), opens)) {
    past.round_trip = summary.flows().round_trip(number);
  }
  add_segments(summary, before, seen, flight, past);
  return past;
}

}  // namespace packetglass

// Conversations of Ethernet and IEEE 802.11.
#include "flow/link_table.h"

#include <algorithm>

namespace packetglass {
namespace {

constexpr std::uint64_t kAddressBits = (std::uint64_t{1} << 48) - 1;

bool is_turned(const LinkPair& pair) {
  return pair.destination < pair.source;
}

std::array<std::uint64_t, 2> key_of(const LinkPair& pair) {
  const auto [low, high] = std::minmax(pair.source, pair.destination);
  return {low, high | static_cast<std::uint64_t>(pair.kind) << 48};
}

}  // namespace

void LinkTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets) {
  // A packet of nobody asks for a slot too, and never for a row.
  for (const Summary& summary : summaries) rows_.ask_for_slot(key_of(summary.link));
  for (const Summary& summary : summaries) rows_.ask_for_row(key_of(summary.link));
  for (std::size_t i = 0; i < summaries.size(); ++i) add(summaries[i].link, packets[i]);
}

void LinkTable::add(const LinkPair& pair, const FlowPacket& packet) {
  if (pair.kind == LinkPair::Kind::kNone) return;
  const bool turned = is_turned(pair);
  Row* const row = rows_.find_or_add(key_of(pair));
  if (row == nullptr) return;
  if (row->empty()) row->turned = turned;
  row->add(turned == row->turned ? 0 : 1, {packet.original_length, 1});
  if (packet.timed) row->reach(packet.time, packet.time);
}

Address LinkTable::Row::address(unsigned side) const {
  const bool second = (side != 0) != turned;
  return mac_address(key[second ? 1 : 0] & kAddressBits);
}

}  // namespace packetglass

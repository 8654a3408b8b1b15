// Conversations of Ethernet and IEEE 802.11.
#include "flow/link_table.h"

namespace packetglass {
namespace {

constexpr std::uint64_t kAddressBits = (std::uint64_t{1} << 48) - 1;

}  // namespace

void LinkTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets) {
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    if (summaries[i].link.kind != LinkPair::Kind::kNone) add(summaries[i].link, packets[i]);
  }
}

inline void LinkTable::add(const LinkPair& pair, const FlowPacket& packet) {
  // Which one is less nobody can predict: exchanged without a branch.
  const bool turned = pair.destination < pair.source;
  const std::uint64_t exchanged = (pair.source ^ pair.destination) & -std::uint64_t{turned};
  Row* const row = rows_.find_or_add(
      {pair.source ^ exchanged, (pair.destination ^ exchanged) | std::uint64_t(pair.kind) << 48});
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

// Conversations of Ethernet and IEEE 802.11.
#include "flow/link_table.h"

#include <utility>

namespace packetglass {
namespace {

constexpr std::uint64_t kAddressBits = (std::uint64_t{1} << 48) - 1;

}  // namespace

void LinkTable::add(const LinkPair& pair, const FlowPacket& packet) {
  if (pair.kind == LinkPair::Kind::kNone) return;
  const bool turned = pair.destination < pair.source;
  const std::uint64_t low = turned ? pair.destination : pair.source;
  const std::uint64_t high = turned ? pair.source : pair.destination;
  Row* const row = rows_.find_or_add({low, high | static_cast<std::uint64_t>(pair.kind) << 48});
  if (row == nullptr) return;
  if (row->empty()) row->turned = turned;
  row->add(turned == row->turned ? 0 : 1, {packet.original_length, 1});
  row->reach(packet.time, packet.time);
}

Address LinkTable::Row::address(unsigned side) const {
  const bool second = (side != 0) != turned;
  return mac_address(key[second ? 1 : 0] & kAddressBits);
}

}  // namespace packetglass

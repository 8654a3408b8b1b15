// Conversations of Ethernet and IEEE 802.11.
#include "flow/link_table.h"

namespace packetglass {
namespace {

constexpr std::uint64_t kAddressBits = (std::uint64_t{1} << 48) - 1;

}  // namespace

// Each step asks the memory for what the next one reads, as in FlowTable.
void LinkTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets) {
  Wanted wanted[PacketBatch::kCapacity];
  const std::size_t count = summaries.size();
  for (std::size_t i = 0; i < count; ++i) {
    key_pair(summaries[i].link, wanted[i]);
    wanted[i].hash = rows_.hash_of(wanted[i].key);
    rows_.ask_for_slot(wanted[i].hash);
  }
  for (std::size_t i = 0; i < count; ++i) wanted[i].row = rows_.ask_for_row(wanted[i].hash);
  for (std::size_t i = 0; i < count; ++i) {
    if (summaries[i].link.kind != LinkPair::Kind::kNone) add(wanted[i], packets[i]);
  }
}

inline void LinkTable::key_pair(const LinkPair& pair, Wanted& wanted) {
  // Which one is less nobody can predict: exchanged without a branch.
  wanted.turned = pair.destination < pair.source;
  const std::uint64_t exchanged = (pair.source ^ pair.destination) & -std::uint64_t{wanted.turned};
  wanted.key = {pair.source ^ exchanged, (pair.destination ^ exchanged) | std::uint64_t(pair.kind)
                                                                              << 48};
}

inline void LinkTable::add(const Wanted& wanted, const FlowPacket& packet) {
  const bool found = wanted.row != nullptr && same_words(wanted.row->key, wanted.key);
  Row* const row = found ? wanted.row : rows_.find_or_add(wanted.key, wanted.hash);
  if (row == nullptr) return;
  if (row->empty()) row->turned = wanted.turned;
  row->add(wanted.turned == row->turned ? 0 : 1, {packet.original_length, 1});
  if (packet.timed) row->reach(packet.time, packet.time);
}

Address LinkTable::Row::address(unsigned side) const {
  const bool second = (side != 0) != turned;
  return mac_address(key[second ? 1 : 0] & kAddressBits);
}

}  // namespace packetglass

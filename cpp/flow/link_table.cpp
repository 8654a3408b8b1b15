// Pairs of addresses of Ethernet and IEEE 802.11.
#include "flow/link_table.h"

#include <limits>

namespace packetglass {
namespace {

constexpr std::uint64_t kAddressBits = (std::uint64_t{1} << 48) - 1;

}  // namespace

// The number of the pair; kNone where there are no addresses, or there is no room.
std::uint32_t LinkTable::find_or_add(const LinkPair& pair) {
  if (pair.kind == LinkPair::Kind::kNone) return kNone;
  const bool turned = is_turned(pair);
  const Key key = key_of(pair, turned);
  const std::uint32_t known = pairs_.find(key);
  if (known != kNone) return known;
  if (pairs_.size() == most_) return kNone;
  has_memory_ = has_memory_ && sums_.reaches(pairs_.size());
  const std::uint32_t added = has_memory_ ? pairs_.number_of(key) : kNone;
  has_memory_ = added != kNone;
  if (!has_memory_) return kNone;
  sums_[added] = TwoWaySums();
  sums_[added].turned = turned;
  return added;
}

LinkTable::Way LinkTable::way_of(const LinkPair& pair) {
  if (pair.source == pair.destination) return kNoWay;
  const std::uint32_t number = find_or_add(pair);
  if (number >= std::numeric_limits<Way>::max() / 2) return kNoWay;
  return static_cast<Way>(2 * (number + 1) + (is_turned(pair) ? 1 : 0));
}

void LinkTable::add(const LinkPair& pair, const FlowPacket& packet) {
  const std::uint32_t number = find_or_add(pair);
  if (number == kNone) return leave_out(pair, packet.number);
  TwoWaySums& sums = sums_[number];
  sums.add(is_turned(pair) == sums.turned ? 0 : 1, {packet.original_length, 1});
  if (packet.timed) sums.reach(packet.time, packet.time);
}

void LinkTable::leave_out(const LinkPair& pair, std::uint64_t packet) {
  if (pair.kind == LinkPair::Kind::kNone) return;
  has_memory_ ? left_out_.beyond_limit(packet) : left_out_.without_memory(packet);
}

void LinkTable::add(Way way, const Conversation& conversation) {
  sums_[number_of(way)].add_all(conversation, is_turned(way));
}

LinkPair::Kind LinkTable::kind(std::size_t i) const {
  return static_cast<LinkPair::Kind>(pairs_[i].key[1] >> 48);
}

Address LinkTable::address(std::size_t i, unsigned which) const {
  return mac_address(pairs_[i].key[which] & kAddressBits);
}

}  // namespace packetglass

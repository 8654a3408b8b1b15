// Compares two captures packet by packet.
#include "edit/compare/comparison.h"

#include <algorithm>

namespace packetglass {
namespace {

unsigned differing(const PacketDigest& a, const PacketDigest& b) {
  unsigned aspects = 0;
  if (a.time != b.time) aspects |= kAspectTime;
  if (a.bytes != b.bytes) aspects |= kAspectBytes;
  if (a.original_length != b.original_length) aspects |= kAspectLength;
  if (a.link_type != b.link_type) aspects |= kAspectLinkType;
  if (a.comments != b.comments) aspects |= kAspectComments;
  if (a.options != b.options) aspects |= kAspectOptions;
  return aspects;
}

}  // namespace

std::string_view name_of(Difference difference) {
  constexpr std::string_view kNames[] = {"only in A", "only in B", "changed", "moved"};
  return kNames[static_cast<std::size_t>(difference)];
}

Comparison::Key Comparison::key_of(const PacketDigest& packet) const {
  if (by_ == PairBy::kContent) return packet.bytes;
  return {by_ == PairBy::kTime ? static_cast<std::uint64_t>(packet.time) : packet.number, 0};
}

void Comparison::add(unsigned side, const PacketDigest& packet) {
  Waiting& others = waiting_[1 - side];
  const Key key = key_of(packet);
  const auto like = others.by_key.lower_bound({key, 0});
  if (like != others.by_key.end() && like->first.first == key) {
    const PacketDigest other = like->second;
    others.by_number.erase(other.number);
    others.by_key.erase(like);
    return side == 0 ? pair(packet, other) : pair(other, packet);
  }
  Waiting& mine = waiting_[side];
  mine.by_key.emplace(std::pair(key, packet.number), packet);
  mine.by_number.emplace(packet.number, key);
  if (mine.by_number.size() > kMostWaiting) only_in(side, take_first(side));
}

PacketDigest Comparison::take_first(unsigned side) {
  Waiting& waiting = waiting_[side];
  const auto first = waiting.by_number.begin();
  const auto row = waiting.by_key.find({first->second, first->first});
  const PacketDigest packet = row->second;
  waiting.by_key.erase(row);
  waiting.by_number.erase(first);
  return packet;
}

void Comparison::pair(const PacketDigest& a, const PacketDigest& b) {
  const bool moved = by_ != PairBy::kNumber && (a.number < last_[0] || b.number < last_[1]);
  if (!moved) {
    last_[0] = a.number;
    last_[1] = b.number;
  }
  const unsigned aspects = differing(a, b);
  if (aspects == 0 && !moved) {
    ++counts_.same;
    return;
  }
  report({aspects != 0 ? Difference::kChanged : Difference::kMoved, a, b, aspects, moved});
}

void Comparison::report(const FoundDifference& found) {
  ++counts_.by[static_cast<std::size_t>(found.kind)];
  take_(found);
}

void Comparison::only_in(unsigned side, const PacketDigest& packet) {
  if (side == 0)
    report({Difference::kOnlyInA, packet, std::nullopt});
  else
    report({Difference::kOnlyInB, std::nullopt, packet});
}

bool Comparison::finish(std::size_t most) {
  for (; most > 0 && !waiting_[1].by_number.empty(); --most) {
    const PacketDigest packet = take_first(1);
    // Without times, what is left has nothing in common.
    if (by_ == PairBy::kContent && packet.time != 0)
      left_by_time_.emplace(packet.time, packet.number);
    left_.emplace(packet.number, packet);
  }
  for (; most > 0 && !waiting_[0].by_number.empty(); --most) finish_a(take_first(0));
  for (; most > 0 && !left_.empty(); --most) {
    only_in(1, left_.begin()->second);
    left_.erase(left_.begin());
  }
  return waiting_[0].by_number.empty() && waiting_[1].by_number.empty() && left_.empty();
}

void Comparison::finish_a(const PacketDigest& packet) {
  const auto like = left_by_time_.lower_bound(packet.time);
  if (like == left_by_time_.end() || like->first != packet.time) return only_in(0, packet);
  const auto other = left_.find(like->second);
  report({Difference::kChanged, packet, other->second, differing(packet, other->second)});
  left_.erase(other);
  left_by_time_.erase(like);
}

}  // namespace packetglass

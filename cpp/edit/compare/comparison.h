// Compares two captures packet by packet, in bounded memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>

#include "edit/compare/packet_digest.h"

namespace packetglass {

// Which packets of two captures are the same one.
enum class PairBy : std::uint8_t { kContent, kTime, kNumber };

enum class Difference : std::uint8_t { kOnlyInA, kOnlyInB, kChanged, kMoved };
std::string_view name_of(Difference difference);  // "only in A"

struct FoundDifference {
  Difference kind;
  std::optional<PacketDigest> a, b;  // as far as the packet is there
  unsigned aspects = 0;              // in which a pair differs
  bool moved = false;                // a changed pair: it stands elsewhere too
};

struct ComparisonCounts {
  std::uint64_t same = 0;
  std::uint64_t by[4] = {};  // Difference
  std::uint64_t total() const { return by[0] + by[1] + by[2] + by[3]; }
};

// Packets wait until their like comes from the other capture: give it both in turns. Of each at
// most kMostWaiting wait; then the first of them is only in its capture. At the end, what is left
// of both and has the same time, if it has one, is one packet that was changed.
//
// A pair moved where another one, whose packet comes later in one capture, comes earlier in the
// other. Of such two the one moved that waited for its like.
class Comparison {
 public:
  static constexpr std::size_t kMostWaiting = std::size_t{1} << 17;

  using Take = std::function<void(const FoundDifference&)>;

  Comparison(PairBy by, Take take) : by_(by), take_(std::move(take)) {}

  // The next packet of capture A (0) or B (1).
  void add(unsigned side, const PacketDigest& packet);
  // Both have ended: compares what is left, at most so many packets. False while there are more.
  bool finish(std::size_t most = SIZE_MAX);

  const ComparisonCounts& counts() const { return counts_; }

 private:
  using Key = Hash128;
  struct Waiting {
    std::map<std::pair<Key, std::uint64_t>, PacketDigest> by_key;  // and number
    std::map<std::uint64_t, Key> by_number;
  };

  Key key_of(const PacketDigest& packet) const;
  void pair(const PacketDigest& a, const PacketDigest& b);
  void report(const FoundDifference& found);
  void only_in(unsigned side, const PacketDigest& packet);
  void finish_a(const PacketDigest& packet);
  PacketDigest take_first(unsigned side);

  PairBy by_;
  Take take_;
  Waiting waiting_[2];
  // Of B, once both have ended: what is left, and its numbers, rising for each time.
  std::map<std::uint64_t, PacketDigest> left_;
  std::multimap<Nanoseconds, std::uint64_t> left_by_time_;
  std::uint64_t last_[2] = {};  // the last number of each side in a pair that did not move
  ComparisonCounts counts_;
};

}  // namespace packetglass

// Fingerprints of the last packets, and which packet had one last.
#pragma once

#include <vector>

#include "base/fingerprint.h"
#include "record/timestamp.h"

namespace packetglass {

// Memory: 48 bytes for each packet that is remembered, rounded up to a power of two: at most
// 48 MiB.
class RecentPackets {
 public:
  using Fingerprint = Fingerprints::Fingerprint;

  // No more are ever remembered.
  static constexpr std::size_t kMost = std::size_t{1} << 20;

  struct Row {
    Fingerprint fingerprint{};
    Nanoseconds time = 0;
    std::uint64_t before = 0;  // the last packet before whose fingerprint is in the same list
  };

  RecentPackets() { reset(kFirstSize); }

  // The packets that came so far; they are numbered from 1.
  std::uint64_t count() const { return count_; }
  // The last packet with this fingerprint of those that are remembered; 0: none.
  std::uint64_t find(const Fingerprint& fingerprint) const;
  // One that is remembered.
  const Row& operator[](std::uint64_t number) const { return rows_[number & (rows_.size() - 1)]; }

  // Whether the next packet takes the place of one, which is then forgotten; the oldest.
  bool full() const { return count_ >= rows_.size(); }
  std::uint64_t oldest() const { return full() ? count_ - rows_.size() + 1 : 1; }
  // Makes room for twice as many; false where it has all that it may have.
  bool grow();

  void add(const Fingerprint& fingerprint, Nanoseconds time);

 private:
  static constexpr std::size_t kFirstSize = 64;

  void reset(std::size_t size);
  void put(std::uint64_t number, Row row);
  std::uint64_t& head(const Fingerprint& fingerprint) {
    return heads_[fingerprint[0] & (heads_.size() - 1)];
  }

  std::uint64_t count_ = 0;
  std::vector<Row> rows_;             // a ring, by number
  std::vector<std::uint64_t> heads_;  // of the lists: the last packet, twice as many as rows
};

}  // namespace packetglass

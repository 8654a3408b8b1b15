// Fingerprints of the last packets, and which packet had one last.
#include "edit/recent_packets.h"

namespace packetglass {

// A list goes from later packets to earlier ones: where it comes to one that is forgotten it ends.
std::uint64_t RecentPackets::find(const Fingerprint& fingerprint) const {
  std::uint64_t number = heads_[fingerprint[0] & (heads_.size() - 1)];
  const std::uint64_t first = oldest();
  while (number >= first && number != 0 && (*this)[number].fingerprint != fingerprint) {
    number = (*this)[number].before;
  }
  return number >= first ? number : 0;
}

bool RecentPackets::grow() {
  if (rows_.size() >= kMost) return false;
  const std::vector<Row> rows = std::move(rows_);
  const std::uint64_t first = count_ >= rows.size() ? count_ - rows.size() + 1 : 1;
  reset(rows.size() * 2);
  for (std::uint64_t number = first; number <= count_; ++number) {
    put(number, rows[number & (rows.size() - 1)]);
  }
  return true;
}

void RecentPackets::add(const Fingerprint& fingerprint, Nanoseconds time) {
  put(++count_, {fingerprint, time, 0});
}

void RecentPackets::reset(std::size_t size) {
  rows_.assign(size, {});
  heads_.assign(2 * size, 0);
}

void RecentPackets::put(std::uint64_t number, Row row) {
  std::uint64_t& last = head(row.fingerprint);
  row.before = last;
  last = number;
  rows_[number & (rows_.size() - 1)] = row;
}

}  // namespace packetglass

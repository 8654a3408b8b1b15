// Which packets the messages stand in that span TCP segments.
#include "stream/message_log.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace packetglass {

std::size_t MessageLog::begin(const MessageRow& row) {
  rows_.push_back(row);
  return rows_.size() - 1;
}

void MessageLog::end(std::size_t number, std::uint32_t packet, MessageRow::End end) {
  rows_[number].last = packet;
  rows_[number].end = end;
  const bool beyond = end == MessageRow::End::kBeyondLimit;
  if (beyond && first_beyond_limit_ == 0) first_beyond_limit_ = packet;
}

std::vector<MessageRow> MessageLog::covering(std::uint32_t side, std::uint64_t packet) const {
  sort();
  // Behind the last one that begins at the packet or before it.
  auto at = std::upper_bound(by_side_.begin(), by_side_.end(), std::pair(side, packet),
                             [&](const auto& wanted, std::uint32_t number) {
                               const MessageRow& row = rows_[number];
                               return std::tuple(wanted.first, wanted.second) <
                                      std::tuple(row.side, std::uint64_t{row.first});
                             });
  std::vector<MessageRow> rows;
  for (std::size_t steps = 0; steps < kMaxCovering && at != by_side_.begin(); ++steps) {
    const MessageRow& row = rows_[*--at];
    if (row.side != side) break;
    if (row.covers(packet)) rows.push_back(row);
  }
  std::reverse(rows.begin(), rows.end());
  return rows;
}

std::uint64_t MessageLog::completed_in(std::uint32_t side, std::uint64_t packet) const {
  const std::vector<MessageRow> rows = covering(side, packet);
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    if (row->end == MessageRow::End::kCompleted && row->last > packet) return row->last;
  }
  return 0;
}

std::vector<std::uint32_t> MessageLog::incomplete() const {
  std::vector<std::uint32_t> streams;
  for (const MessageRow& row : rows_) {
    if (row.known && row.end != MessageRow::End::kCompleted) streams.push_back(row.side / 2);
  }
  std::sort(streams.begin(), streams.end());
  streams.erase(std::unique(streams.begin(), streams.end()), streams.end());
  return streams;
}

void MessageLog::sort() const {
  if (by_side_.size() == rows_.size()) return;
  by_side_.resize(rows_.size());
  std::iota(by_side_.begin(), by_side_.end(), std::uint32_t{0});
  std::stable_sort(by_side_.begin(), by_side_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(rows_[a].side, rows_[a].first) < std::tuple(rows_[b].side, rows_[b].first);
  });
}

std::size_t MessageLog::memory() const {
  return rows_.capacity() * sizeof(MessageRow) + by_side_.capacity() * sizeof(std::uint32_t);
}

}  // namespace packetglass

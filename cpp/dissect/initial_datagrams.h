// Which datagrams have Initial packets of QUIC: the keys of those behind them, and the beginnings
// of their messages, stand there.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// Memory is 8 bytes for each of them.
class InitialDatagrams {
 public:
  // Of one conversation so many are kept, and none before so many of all.
  static constexpr std::size_t kMostOfOne = 8, kWindow = 2048;

  // In the order of the capture; packets are numbered from 1.
  void add(std::uint32_t conversation, std::uint64_t packet) {
    rows_.push_back({conversation, static_cast<std::uint32_t>(packet)});
  }

  bool has(std::uint64_t packet) const {
    const std::size_t at = behind(packet - 1);
    return at < rows_.size() && rows_[at].packet == packet;
  }

  // Those of the conversation before a packet, rising: the first kMostOfOne of the last kWindow.
  std::vector<std::uint64_t> before(std::uint32_t conversation, std::uint64_t packet) const {
    const std::size_t end = behind(packet - 1);
    std::vector<std::uint64_t> packets;
    for (std::size_t at = end - std::min(end, kWindow); at < end; ++at) {
      if (rows_[at].conversation != conversation) continue;
      packets.push_back(rows_[at].packet);
      if (packets.size() == kMostOfOne) break;
    }
    return packets;
  }

  // Bytes held.
  std::size_t memory() const { return rows_.capacity() * sizeof(Row); }

 private:
  struct Row {
    std::uint32_t conversation, packet;
  };

  // The first row behind a packet.
  std::size_t behind(std::uint64_t packet) const {
    const auto row = std::upper_bound(
        rows_.begin(), rows_.end(), packet,
        [](std::uint64_t number, const Row& each) { return number < each.packet; });
    return static_cast<std::size_t>(row - rows_.begin());
  }

  std::vector<Row> rows_;
};

// Their bytes, of the latest that were added.
class InitialBytes {
 public:
  // Of one datagram: Initial packets stand at its beginning.
  static constexpr std::size_t kMostBytes = 4096;

  void add(std::uint64_t packet, Bytes datagram) {
    const Bytes kept = datagram.first(std::min(datagram.size(), kMostBytes));
    bytes_.try_emplace(packet, kept.begin(), kept.end());
    if (bytes_.size() > kMost) bytes_.erase(bytes_.begin());
  }
  // None where it is not kept; valid until the next is added.
  Bytes find(std::uint64_t packet) const {
    const auto found = bytes_.find(packet);
    return found == bytes_.end() ? Bytes() : Bytes(found->second);
  }

 private:
  // Packets are asked for behind all of their batch.
  static constexpr std::size_t kMost = InitialDatagrams::kWindow + 4096;

  std::map<std::uint64_t, std::vector<std::uint8_t>> bytes_;  // by packet number
};

}  // namespace packetglass

// The checkpoints of all TCP conversations of a capture.
#pragma once

#include <optional>

#include "base/block_list.h"
#include "stream/tcp_checkpoint.h"

namespace packetglass {

// 48 bytes for every 128 packets of a TCP conversation: 0.4 bytes a packet.
class TcpCheckpoints {
 public:
  // Behind all that were added. false when there is no memory: it is not kept.
  [[nodiscard]] bool add(const TcpCheckpoint& checkpoint) {
    if (!checkpoints_.reaches(count_)) return false;
    checkpoints_[count_++] = checkpoint;
    return true;
  }

  // By rising packet.
  std::size_t size() const { return count_; }
  const TcpCheckpoint& operator[](std::size_t i) const { return checkpoints_[i]; }

  // The checkpoint from which packet `number`, from 1, of the stream is followed: the last but one
  // before it; nullptr when it is followed from `first`, the stream's first packet. Takes a step
  // for each checkpoint between.
  const TcpCheckpoint* resume(std::uint32_t stream, std::uint64_t number,
                              std::uint64_t first) const;

  // Lets go of all: who follows packets in their order used them already.
  void clear() { count_ = 0; }
  // Bytes held.
  std::size_t memory() const { return checkpoints_.memory(); }

 private:
  BlockList<TcpCheckpoint, 1024> checkpoints_;
  std::size_t count_ = 0;
};

}  // namespace packetglass

// The checkpoints of all TCP conversations of a capture.
#include "flow/tcp_checkpoints.h"

namespace packetglass {

const TcpCheckpoint* TcpCheckpoints::resume(std::uint32_t stream, std::uint64_t number,
                                            std::uint64_t first) const {
  std::size_t from = 0, to = count_;
  while (from < to) {
    const std::size_t middle = from + (to - from) / 2;
    checkpoints_[middle].packet < number ? from = middle + 1 : to = middle;
  }
  bool is_last = true;
  while (to-- > 0 && checkpoints_[to].packet > first) {
    if (checkpoints_[to].stream != stream) continue;
    if (!is_last) return &checkpoints_[to];
    is_last = false;
  }
  return nullptr;
}

}  // namespace packetglass

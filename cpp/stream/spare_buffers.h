// Buffers of bytes that were reassembled, for the next: memory that is asked for anew costs as
// much as what is copied into it.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace packetglass {

// Holds few of them.
class SpareBuffers {
 public:
  void give(std::vector<std::uint8_t>&& buffer) {
    if (buffer.capacity() == 0 || buffer.capacity() > kMostBytes || spare_.size() == kMost) return;
    buffer.clear();
    spare_.push_back(std::move(buffer));
  }
  // An empty one.
  std::vector<std::uint8_t> take() {
    if (spare_.empty()) return {};
    std::vector<std::uint8_t> buffer = std::move(spare_.back());
    spare_.pop_back();
    return buffer;
  }

 private:
  static constexpr std::size_t kMost = 16, kMostBytes = std::size_t{1} << 20;

  std::vector<std::vector<std::uint8_t>> spare_;
};

}  // namespace packetglass

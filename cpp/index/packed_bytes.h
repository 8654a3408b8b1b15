// Where packed columns lie.
#pragma once

#include "base/block_list.h"
#include "index/packing.h"

namespace packetglass {

// Bytes that are added in pieces, which stay where they are.
class PackedBytes {
 public:
  // Room for a piece of up to `size` bytes and its slack, at a multiple of `alignment`; nullptr
  // when there is no memory. `size` is at most a few thousand.
  std::uint8_t* room(std::size_t size, std::size_t alignment = 1) {
    used_ = (used_ + alignment - 1) / alignment * alignment;
    if (used_ + size + kPackingSlack > bytes_.capacity()) {
      used_ = bytes_.capacity();
      if (!bytes_.add_block()) return nullptr;
    }
    return &bytes_[used_];
  }
  // Keeps the first `size` bytes of the room.
  void keep(std::size_t size) { used_ += size; }

  std::size_t memory() const { return bytes_.memory(); }

 private:
  BlockList<std::uint8_t, std::size_t{64} << 10> bytes_;
  std::size_t used_ = 0;
};

}  // namespace packetglass

// A list that grows block by block: nothing moves, and running out of memory is an answer.
#pragma once

#include <algorithm>
#include <vector>

#include "base/buffer.h"

namespace packetglass {

// Elements are plain bytes; a new block is not initialised.
template <typename T, std::size_t kPerBlock>
class BlockList {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Adds a block of kPerBlock elements; false when there is no memory.
  [[nodiscard]] bool add_block() {
    Memory<T> block(static_cast<T*>(std::aligned_alloc(kAlignment, kBytes)));
    if (block == nullptr) return false;
    blocks_.push_back(std::move(block));
    return true;
  }

  // Adds a block where the list does not reach element `i`, the one behind its last; false when
  // there is no memory.
  [[nodiscard]] bool reaches(std::size_t i) { return i < capacity() || add_block(); }

  std::size_t capacity() const { return blocks_.size() * kPerBlock; }
  T& operator[](std::size_t i) { return blocks_[i / kPerBlock][i % kPerBlock]; }
  const T& operator[](std::size_t i) const { return blocks_[i / kPerBlock][i % kPerBlock]; }
  std::size_t memory() const { return capacity() * sizeof(T); }

 private:
  // Whole lines of the cache.
  static constexpr std::size_t kAlignment = std::max(alignof(T), std::size_t{64});
  static constexpr std::size_t kBytes = kPerBlock * sizeof(T);
  static_assert(kBytes % kAlignment == 0);

  std::vector<Memory<T>> blocks_;
};

}  // namespace packetglass

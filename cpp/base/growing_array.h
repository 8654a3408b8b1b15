// An array that grows. That it cannot, without memory, is an answer.
#pragma once

#include <algorithm>

#include "base/buffer.h"

namespace packetglass {

// Values are plain; new ones are not set. What was pointed to moves when it grows.
template <typename T>
class GrowingArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  // Memory for `more` values behind the last, which count from now on; nullptr without memory.
  T* extend(std::size_t more) {
    if (more > capacity_ - size_ && !grow(size_ + more)) return nullptr;
    size_ += more;
    return values_.get() + size_ - more;
  }

  // Keeps the memory.
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  const T* values() const { return values_.get(); }
  const T& operator[](std::size_t i) const { return values_[i]; }

 private:
  bool grow(std::size_t least) {
    const std::size_t capacity = std::max(least, 2 * capacity_);
    auto* const moved = static_cast<T*>(std::realloc(values_.get(), capacity * sizeof(T)));
    if (moved == nullptr) return false;
    static_cast<void>(values_.release());
    values_.reset(moved);
    capacity_ = capacity;
    return true;
  }

  Memory<T> values_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace packetglass

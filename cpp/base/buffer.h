// Memory for plain values, of which lack is an answer: without exceptions a failed `new` would end
// the program (and in wasm the module).
#pragma once

#include <cstdlib>
#include <memory>
#include <type_traits>
#include <utility>

namespace packetglass {

struct FreeMemory {
  void operator()(void* memory) const { std::free(memory); }
};

// What came from the C library.
template <typename T>
using Memory = std::unique_ptr<T[], FreeMemory>;

// One block of memory that is asked for again and again. Its values are not set.
template <typename T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Buffer() = default;
  Buffer(Buffer&& other) noexcept
      : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    memory_ = std::move(other.memory_);
    size_ = std::exchange(other.size_, 0);
    return *this;
  }

  // Memory for `count` values instead of what was there; nullptr without memory.
  T* reset(std::size_t count) { return set(std::malloc((count + 1) * sizeof(T)), count); }
  // The same, all bits 0.
  T* reset_zeroed(std::size_t count) { return set(std::calloc(count + 1, sizeof(T)), count); }
  // Memory for `count` values at least; what was there is lost when there was less.
  T* reserve(std::size_t count) { return count <= size_ ? memory_.get() : reset(count); }

  T* get() const { return memory_.get(); }
  std::size_t size() const { return size_; }
  T& operator[](std::size_t i) const { return memory_[i]; }

 private:
  // One value more is asked for, so that none are not nullptr.
  T* set(void* memory, std::size_t count) {
    memory_.reset(static_cast<T*>(memory));
    size_ = memory == nullptr ? 0 : count;
    return memory_.get();
  }

  Memory<T> memory_;
  std::size_t size_ = 0;
};

}  // namespace packetglass

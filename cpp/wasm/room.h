// Memory that JavaScript fills: asked for again and again; without any, allocating is an answer.
#pragma once

#include <cstdlib>
#include <memory>

#include "base/bytes.h"
#include "describe/description.h"

namespace packetglass {

// Addresses cross to JavaScript as plain numbers.
inline double address(const void* memory) {
  return static_cast<double>(reinterpret_cast<std::uintptr_t>(memory));
}

// The address of a description: 0 where there was no memory for it, -1 where it would be larger
// than descriptions may be.
inline double address(const Description& description) {
  if (description.limited()) return -1;
  return description.failed() ? 0 : address(static_cast<const void*>(description.bytes().data()));
}

class Room {
 public:
  // The address of room for so many bytes, in which something may stand; 0 without memory.
  double reserve(double wanted) {
    const auto size = static_cast<std::size_t>(wanted);
    if (size > size_) {
      memory_.reset(static_cast<std::uint8_t*>(std::malloc(size)));
      size_ = memory_ == nullptr ? 0 : size;
    }
    return address(memory_.get());
  }

  // The first of them, which are there.
  Bytes first(double count) const { return {memory_.get(), static_cast<std::size_t>(count)}; }

 private:
  struct Free {
    void operator()(std::uint8_t* memory) const { std::free(memory); }
  };

  std::unique_ptr<std::uint8_t[], Free> memory_;
  std::size_t size_ = 0;
};

}  // namespace packetglass

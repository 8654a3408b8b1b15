// Turns any bytes into choices.
#pragma once

#include <algorithm>

#include "base/bytes.h"

namespace packetglass {

// Takes values from the front; when all bytes are taken, every value is 0.
class Choices {
 public:
  explicit Choices(Bytes bytes) : left_(bytes) {}

  bool more() const { return !left_.empty(); }

  template <typename T>
  T number() {
    std::uint8_t bytes[sizeof(T)] = {};
    const Bytes taken = some(sizeof(T));
    std::copy(taken.begin(), taken.end(), bytes);
    return load<T>(bytes, ByteOrder::kLittle);
  }
  std::uint8_t u8() { return number<std::uint8_t>(); }
  std::uint16_t u16() { return number<std::uint16_t>(); }
  std::uint32_t u32() { return number<std::uint32_t>(); }
  std::uint64_t u64() { return number<std::uint64_t>(); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  bool yes() { return (u8() & 1) != 0; }
  std::size_t below(std::size_t limit) { return u8() % limit; }

  // Up to so many bytes.
  Bytes some(std::size_t most) {
    const Bytes taken = left_.first(std::min(most, left_.size()));
    left_ = left_.subspan(taken.size());
    return taken;
  }

 private:
  Bytes left_;
};

}  // namespace packetglass

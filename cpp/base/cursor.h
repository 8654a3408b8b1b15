// Reads fields one after another; once a field does not fit, everything after it is zero.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// Read every field in the specification's order, then check failed() once.
class Cursor {
 public:
  Cursor(Bytes bytes, ByteOrder order) : bytes_(bytes), order_(order) {}

  std::uint8_t u8() { return take<std::uint8_t>(); }
  std::uint16_t u16() { return take<std::uint16_t>(); }
  std::uint32_t u32() { return take<std::uint32_t>(); }
  std::uint64_t u64() { return take<std::uint64_t>(); }
  std::int32_t i32() { return static_cast<std::int32_t>(u32()); }

  // The next `count` bytes, or an empty window when fewer are left.
  Bytes bytes(std::size_t count) {
    if (!fits(count)) return {};
    position_ += count;
    return bytes_.subspan(position_ - count, count);
  }

  // True from the first field that did not fit.
  bool failed() const { return failed_; }
  std::size_t position() const { return position_; }
  std::size_t left() const { return bytes_.size() - position_; }

 private:
  bool fits(std::size_t count) {
    if (left() < count) failed_ = true;
    return !failed_;
  }

  template <typename T>
  T take() {
    if (!fits(sizeof(T))) return 0;
    const auto* at = bytes_.data() + position_;
    position_ += sizeof(T);
    if constexpr (sizeof(T) == 1)
      return *at;
    else
      return load<T>(at, order_);
  }

  Bytes bytes_;
  std::size_t position_ = 0;
  ByteOrder order_;
  bool failed_ = false;
};

}  // namespace packetglass

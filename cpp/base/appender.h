// Appends fields one after another: the mirror of Cursor, name for name.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace packetglass {

class Appender {
 public:
  Appender(std::vector<std::uint8_t>& out, ByteOrder order) : out_(out), order_(order) {}

  void u8(std::uint8_t value) { out_.push_back(value); }
  void u16(std::uint16_t value) { put(value); }
  void u32(std::uint32_t value) { put(value); }
  void u64(std::uint64_t value) { put(value); }
  void i32(std::int32_t value) { put(static_cast<std::uint32_t>(value)); }
  void bytes(Bytes more) { out_.insert(out_.end(), more.begin(), more.end()); }

 private:
  template <typename T>
  void put(T value) {
    out_.resize(out_.size() + sizeof value);
    store(out_.data() + out_.size() - sizeof value, value, order_);
  }

  std::vector<std::uint8_t>& out_;
  ByteOrder order_;
};

}  // namespace packetglass

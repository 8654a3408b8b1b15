// What a decoder writes to: it grows, up to a limit.
#pragma once

#include <algorithm>

#include "decode/decoder.h"

namespace packetglass {

class DecodedBytes {
 public:
  // `encoded` bytes are what it comes of.
  DecodedBytes(std::size_t encoded, std::size_t limit) : limit_(limit) {
    bytes_.resize(std::min(limit + 1, 4 * encoded + 64));
  }

  // Room for more; none once there is a byte more than the limit.
  bool extend() {
    if (size_ == limit_ + 1) return false;
    if (size_ == bytes_.size()) bytes_.resize(std::min(limit_ + 1, 2 * bytes_.size()));
    return true;
  }
  std::uint8_t* end() { return bytes_.data() + size_; }
  std::size_t room() const { return bytes_.size() - size_; }
  // The first `count` bytes of the room were written.
  void add(std::size_t count) { size_ += count; }

  Decoded take(DecodeEnd how) {
    bytes_.resize(std::min(size_, limit_));
    return {std::move(bytes_), size_ > limit_ ? DecodeEnd::kLimit : how};
  }

 private:
  std::vector<std::uint8_t> bytes_;
  std::size_t size_ = 0;
  const std::size_t limit_;
};

}  // namespace packetglass

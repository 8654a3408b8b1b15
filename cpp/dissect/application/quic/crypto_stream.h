// What the CRYPTO frames of one direction carry: RFC 9000, section 19.6.
#pragma once

#include <vector>

#include "base/bytes.h"

namespace packetglass::quic {

// Their bytes may come in any order. Those beyond the limit, and those behind a frame that no
// Initial packet has, are left out.
class CryptoStream {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 16;  // bytes

  // The CRYPTO frames of a payload.
  void add_frames(Bytes payload);

  // All bytes in front of the first gap; `size` of them.
  Bytes contiguous() const { return Bytes(bytes_).first(size_); }

 private:
  void add(std::uint64_t offset, Bytes bytes);

  std::vector<std::uint8_t> bytes_;
  std::vector<bool> there_;
  std::size_t size_ = 0;
};

}  // namespace packetglass::quic

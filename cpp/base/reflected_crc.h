// Cyclic redundancy checks of 32 bits that take the lowest bit of each byte first.
#pragma once

#include <array>

#include "base/bytes.h"

namespace packetglass {

// Half a byte at a time: a table of 16 words stays in the cache, and WebAssembly's constants
// small.
template <std::uint32_t kPolynomial>
constexpr std::array<std::uint32_t, 16> remainders_of_nibbles() {
  std::array<std::uint32_t, 16> remainders{};
  for (std::uint32_t i = 0; i < remainders.size(); ++i) {
    std::uint32_t rest = i;
    for (int bit = 0; bit < 4; ++bit) rest = rest >> 1 ^ ((rest & 1) != 0 ? kPolynomial : 0);
    remainders[i] = rest;
  }
  return remainders;
}

// The polynomial has its highest power in the lowest bit. `before` is what was returned of the
// bytes before these.
template <std::uint32_t kPolynomial>
std::uint32_t reflected_crc(Bytes bytes, std::uint32_t before = 0) {
  static constexpr auto kRemainders = remainders_of_nibbles<kPolynomial>();
  std::uint32_t crc = ~before;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    crc = crc >> 4 ^ kRemainders[crc & 15];
    crc = crc >> 4 ^ kRemainders[crc & 15];
  }
  return ~crc;
}

// The check sequence of IEEE 802.3, section 3.2.9.
inline std::uint32_t crc32(Bytes bytes) {
  return reflected_crc<0xedb88320>(bytes);
}

}  // namespace packetglass

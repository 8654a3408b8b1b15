// A double as its bits, and back: not every standard library has std::bit_cast yet.
#pragma once

#include <cstdint>
#include <cstring>

namespace packetglass {

inline std::uint64_t bits_of_real(double real) {
  std::uint64_t bits;
  std::memcpy(&bits, &real, sizeof bits);
  return bits;
}

inline double real_of_bits(std::uint64_t bits) {
  double real;
  std::memcpy(&real, &bits, sizeof real);
  return real;
}

}  // namespace packetglass

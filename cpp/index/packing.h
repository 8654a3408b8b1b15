// Packs a column of a group: differences from a base, each 0 to 8 bytes wide.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/bytes.h"

namespace packetglass {

// Packets are packed in groups of this many.
inline constexpr std::size_t kGroupSize = 128;

// Up to this many bytes behind a column may be read, and overwritten while it is packed.
inline constexpr std::size_t kPackingSlack = 8;

// How many bytes hold any number made of these bits: 0 for 0, 8 for 2^56 and above.
constexpr std::uint8_t packed_width(std::uint64_t bits) {
  return static_cast<std::uint8_t>((std::bit_width(bits) + 7) / 8);
}

// Writes the differences of kGroupSize numbers from a base, `width` little-endian bytes each;
// returns where the column ends.
std::uint8_t* pack(const std::uint64_t* numbers, std::uint64_t base, std::uint8_t width,
                   std::uint8_t* out);
std::uint8_t* pack(const std::uint32_t* numbers, std::uint64_t base, std::uint8_t width,
                   std::uint8_t* out);

// Packs kGroupSize numbers as differences from the smallest, which goes to `base`; `out` then
// stands behind them. Returns how wide they are.
template <typename T>
std::uint8_t pack_from_smallest(const T* numbers, T& base, std::uint8_t*& out) {
  // Not std::minmax_element, which compilers do not turn into vector instructions.
  T least = numbers[0], most = numbers[0];
  for (std::size_t i = 1; i < kGroupSize; ++i) {
    least = std::min(least, numbers[i]);
    most = std::max(most, numbers[i]);
  }
  base = least;
  const std::uint8_t width = packed_width(most - least);
  out = pack(numbers, base, width, out);
  return width;
}

// The i-th number of a packed column.
inline std::uint64_t unpack_one(const std::uint8_t* column, std::uint8_t width, std::size_t i) {
  if (width == 0) return 0;
  const auto raw = load<std::uint64_t>(column + i * width, ByteOrder::kLittle);
  return raw & (~std::uint64_t{0} >> (64 - 8 * width));
}
inline std::uint32_t unpack_u32(const std::uint8_t* column, std::uint8_t width, std::size_t i) {
  return static_cast<std::uint32_t>(unpack_one(column, width, i));
}

// All numbers of a packed column, of up to 32 bits.
void unpack(const std::uint8_t* column, std::uint8_t width, std::uint32_t base,
            std::uint32_t* numbers);

}  // namespace packetglass

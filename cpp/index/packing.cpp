// Packs a column of a group.
#include "index/packing.h"

#include <type_traits>

namespace packetglass {
namespace {

// The narrowest number that is stored at once for a width; what it writes too much, the next one
// overwrites.
template <std::size_t kWidth>
using Stored = std::conditional_t<
    (kWidth > 4), std::uint64_t,
    std::conditional_t<(kWidth > 2), std::uint32_t,
                       std::conditional_t<(kWidth > 1), std::uint16_t, std::uint8_t>>>;

template <std::size_t kWidth, typename T>
std::uint8_t* pack_as(const T* numbers, std::uint64_t base, std::uint8_t* out) {
  for (std::size_t i = 0; i < kGroupSize; ++i) {
    store(out + i * kWidth, static_cast<Stored<kWidth>>(numbers[i] - base), ByteOrder::kLittle);
  }
  return out + kGroupSize * kWidth;
}

template <typename T>
std::uint8_t* pack_by_width(const T* numbers, std::uint64_t base, std::uint8_t width,
                            std::uint8_t* out) {
  switch (width) {
    case 0:
      return out;
    case 1:
      return pack_as<1>(numbers, base, out);
    case 2:
      return pack_as<2>(numbers, base, out);
    case 3:
      return pack_as<3>(numbers, base, out);
    case 4:
      return pack_as<4>(numbers, base, out);
    case 5:
      return pack_as<5>(numbers, base, out);
    case 6:
      return pack_as<6>(numbers, base, out);
    case 7:
      return pack_as<7>(numbers, base, out);
    default:
      return pack_as<8>(numbers, base, out);
  }
}

template <std::size_t kWidth>
void unpack_as(const std::uint8_t* column, std::uint32_t base, std::uint32_t* numbers) {
  for (std::size_t i = 0; i < kGroupSize; ++i) {
    numbers[i] = base + unpack_u32(column, kWidth, i);
  }
}

}  // namespace

std::uint8_t* pack(const std::uint64_t* numbers, std::uint64_t base, std::uint8_t width,
                   std::uint8_t* out) {
  return pack_by_width(numbers, base, width, out);
}

std::uint8_t* pack(const std::uint32_t* numbers, std::uint64_t base, std::uint8_t width,
                   std::uint8_t* out) {
  return pack_by_width(numbers, base, width, out);
}

void unpack(const std::uint8_t* column, std::uint8_t width, std::uint32_t base,
            std::uint32_t* numbers) {
  switch (width) {
    case 0:
      return unpack_as<0>(column, base, numbers);
    case 1:
      return unpack_as<1>(column, base, numbers);
    case 2:
      return unpack_as<2>(column, base, numbers);
    case 3:
      return unpack_as<3>(column, base, numbers);
    default:
      return unpack_as<4>(column, base, numbers);
  }
}

}  // namespace packetglass

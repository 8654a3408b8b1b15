// Packs a column of a group.
#include "index/packing.h"

namespace packetglass {
namespace {

template <std::size_t kWidth>
std::uint8_t* pack_as(const std::uint64_t* differences, std::uint8_t* out) {
  for (std::size_t i = 0; i < kGroupSize; ++i) {
    std::uint8_t raw[8];
    store(raw, differences[i], ByteOrder::kLittle);
    std::memcpy(out + i * kWidth, raw, kWidth);
  }
  return out + kGroupSize * kWidth;
}

}  // namespace

std::uint8_t* pack(const std::uint64_t* differences, std::uint8_t width, std::uint8_t* out) {
  switch (width) {
    case 0:
      return out;
    case 1:
      return pack_as<1>(differences, out);
    case 2:
      return pack_as<2>(differences, out);
    case 3:
      return pack_as<3>(differences, out);
    case 4:
      return pack_as<4>(differences, out);
    case 5:
      return pack_as<5>(differences, out);
    case 6:
      return pack_as<6>(differences, out);
    case 7:
      return pack_as<7>(differences, out);
    default:
      return pack_as<8>(differences, out);
  }
}

}  // namespace packetglass

// Bytes and the numbers in them, in either byte order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace packetglass {

// A window over bytes that somebody else keeps alive.
using Bytes = std::span<const std::uint8_t>;

enum class ByteOrder : std::uint8_t { kLittle, kBig };

// The order of the machine this was compiled for. wasm is always little-endian.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
inline constexpr ByteOrder kHostOrder = ByteOrder::kBig;
#else
inline constexpr ByteOrder kHostOrder = ByteOrder::kLittle;
#endif

constexpr ByteOrder opposite(ByteOrder order) {
  return order == ByteOrder::kLittle ? ByteOrder::kBig : ByteOrder::kLittle;
}

constexpr std::uint8_t swap_bytes(std::uint8_t v) {
  return v;
}
constexpr std::uint16_t swap_bytes(std::uint16_t v) {
  return __builtin_bswap16(v);
}
constexpr std::uint32_t swap_bytes(std::uint32_t v) {
  return __builtin_bswap32(v);
}
constexpr std::uint64_t swap_bytes(std::uint64_t v) {
  return __builtin_bswap64(v);
}

// Reads a number of any alignment. The caller has checked that sizeof(T) bytes are there.
template <typename T>
T load(const std::uint8_t* at, ByteOrder order) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return order == kHostOrder ? value : swap_bytes(value);
}

template <typename T>
void store(std::uint8_t* at, T value, ByteOrder order) {
  if (order != kHostOrder) value = swap_bytes(value);
  std::memcpy(at, &value, sizeof value);
}

}  // namespace packetglass

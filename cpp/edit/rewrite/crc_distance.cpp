// How a change of bytes changes CRC32c: a CRC is linear, so that the difference of two is the CRC,
// begun with zero, of the difference of the bytes.
#include "edit/rewrite/crc_distance.h"

#include "base/crc32c.h"

namespace packetglass {
namespace {

constexpr std::uint32_t kPolynomial = 0x82f63b78;  // bit-reversed
constexpr std::uint32_t kOne = 0x80000000;         // the polynomial 1, bit-reversed

// The product of two polynomials, modulo the CRC's.
std::uint32_t product(std::uint32_t a, std::uint32_t b) {
  std::uint32_t result = 0;
  for (std::uint32_t bit = kOne; bit != 0; bit >>= 1) {
    if ((a & bit) != 0) result ^= b;
    b = (b & 1) != 0 ? b >> 1 ^ kPolynomial : b >> 1;
  }
  return result;
}

// x to the power of eight for each byte.
std::uint32_t shift_by(std::size_t bytes) {
  std::uint32_t result = kOne, power = kOne >> 8;
  for (; bytes != 0; bytes >>= 1) {
    if ((bytes & 1) != 0) result = product(result, power);
    power = product(power, power);
  }
  return result;
}

}  // namespace

// CRC32c of one is that of the other where both begin alike: their difference has neither the
// beginning nor the final inversion.
std::uint32_t crc_difference(Bytes before, Bytes after, std::size_t behind) {
  return product(crc32c(before) ^ crc32c(after), shift_by(behind));
}

}  // namespace packetglass

// CRC32c, the checksum of SCTP (RFC 9260, appendix A) and iSCSI.
#include "base/crc32c.h"

#include <array>

namespace packetglass {
namespace {

// Castagnoli's polynomial, its highest power in the lowest bit.
constexpr std::uint32_t kPolynomial = 0x82f63b78;

constexpr std::uint32_t remainder_of(std::uint32_t byte) {
  for (int bit = 0; bit < 8; ++bit) byte = (byte >> 1) ^ ((byte & 1) != 0 ? kPolynomial : 0);
  return byte;
}

constexpr std::array<std::uint32_t, 256> make_remainders() {
  std::array<std::uint32_t, 256> remainders{};
  for (std::uint32_t byte = 0; byte < remainders.size(); ++byte) {
    remainders[byte] = remainder_of(byte);
  }
  return remainders;
}

constexpr auto kRemainders = make_remainders();

}  // namespace

std::uint32_t crc32c(Bytes more, std::uint32_t before) {
  std::uint32_t crc = ~before;
  for (const std::uint8_t byte : more) crc = (crc >> 8) ^ kRemainders[(crc ^ byte) & 0xff];
  return ~crc;
}

}  // namespace packetglass

// CRC32c against the test vectors of RFC 3720, appendix B.4.
#include "base/crc32c.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "base/text.h"

namespace packetglass {
namespace {

using Octets = std::vector<std::uint8_t>;

TEST(Crc32c, IsThatOfTheStandard) {
  Octets rising(32);
  std::iota(rising.begin(), rising.end(), std::uint8_t{0});
  EXPECT_EQ(crc32c(Octets(32)), 0x8a9136aau);
  EXPECT_EQ(crc32c(Octets(32, 0xff)), 0x62a8ab43u);
  EXPECT_EQ(crc32c(rising), 0x46dd794eu);
  EXPECT_EQ(crc32c(Octets(rising.rbegin(), rising.rend())), 0x113fdb5cu);
  EXPECT_EQ(crc32c(bytes_of("123456789")), 0xe3069283u);
}

TEST(Crc32c, OfNothingIsZero) {
  EXPECT_EQ(crc32c({}), 0u);
}

TEST(Crc32c, IsTheSameInPieces) {
  const Bytes all = bytes_of("123456789");
  for (std::size_t split = 0; split <= all.size(); ++split) {
    EXPECT_EQ(crc32c(all.subspan(split), crc32c(all.first(split))), 0xe3069283u);
  }
}

}  // namespace
}  // namespace packetglass

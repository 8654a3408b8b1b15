// SHA-1 against the test vectors of RFC 3174, section 7.3.
#include "base/sha1.h"

#include <gtest/gtest.h>

#include <string>

namespace packetglass {
namespace {

std::string digest_of(const std::string& text) {
  std::string digest;
  for (const std::uint8_t byte :
       sha1({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()})) {
    constexpr char kDigits[] = "0123456789abcdef";
    digest += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return digest;
}

TEST(Sha1, IsThatOfTheStandard) {
  EXPECT_EQ(digest_of("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(digest_of(std::string(1'000'000, 'a')), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  EXPECT_EQ(digest_of(""), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

}  // namespace
}  // namespace packetglass
